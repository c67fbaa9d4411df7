import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { connectNumber } from '../steps.ts';
import { words } from '../words.ts';

const LATER = 90;

for (const { language, theme } of [
  { language: 'ru', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const) {
  test(`an old message is found by its words, and read where it stands: ${language}, ${theme}`, async ({
    sandbox,
    signUp,
    openPage,
    isMobile,
  }) => {
    test.skip(isMobile !== (language === 'en'), 'each size in one language');
    const w = words[language];
    const organization = await signUp();
    const page = await openPage({ language, theme });
    await connectNumber(page, organization, w, sandbox);
    const account = organization.phone;
    const aigul = { phone: newPhone('+99670'), name: 'Айгуль' };
    const warranty = { phone: newPhone('+99677'), name: 'Гарантия Сервис' };
    await sandbox.incoming({ account, from: warranty, text: 'Салам!' });
    await sandbox.incoming({ account, from: aigul, text: 'Здравствуйте! А какая гарантия на синий чайник?' });
    for (let n = 1; n <= LATER; n += 1) {
      await sandbox.incoming({ account, from: aigul, text: `Ещё вопрос, номер ${n}` });
    }
    await page.goto('/dashboard/inbox');
    await expect(page.getByText(`номер ${LATER}`)).toBeVisible({ timeout: 30_000 });

    await page.getByRole('searchbox').fill('гарантии');
    const messages = page.getByRole('list', { name: w.foundMessages });
    await expect(messages.getByRole('link')).toHaveCount(1);
    await expect(messages.locator('mark')).toHaveText('гарантия');
    await page.getByRole('searchbox').fill('гаранти');
    await expect(page.getByRole('list', { name: w.conversations }).getByRole('link')).toHaveCount(1);
    await expect(messages.locator('mark')).toHaveText('гарантия');
    await expectAccessible(page);

    await messages.getByRole('link').click();
    const found = page.getByRole('article').filter({ hasText: 'синий чайник' });
    await expect(found).toBeInViewport();
    await expectAccessible(page);
    // Whole: the time stands right behind it, and "9" at 01:00 reads like "90".
    const text = (n: number) => page.getByText(`Ещё вопрос, номер ${n}`, { exact: true });
    const newest = page.getByRole('article').filter({ has: text(LATER) });
    await expect(newest).toHaveCount(0);

    for (const n of [20, 40, 60, 75, LATER])
      await page
        .getByRole('article')
        .filter({ has: text(n) })
        .scrollIntoViewIfNeeded();
    await expect(newest).toBeInViewport();

    await page.goto('/dashboard/inbox');
    await page.getByRole('searchbox').fill('чайник');
    await messages.getByRole('link').click();
    await expect(found).toBeInViewport();
    await page.getByRole('button', { name: w.toBottom }).click();
    await expect(newest).toBeInViewport();
    await expect(page).not.toHaveURL(/message=/);
  });
}
