import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { onPhoneIf } from '../sizes.ts';
import { words } from '../words.ts';

const LATER = 90;

for (const { language, theme } of [
  { language: 'ru', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const) {
  test(
    `an old message is found by its words, and read where it stands: ${language}, ${theme}`,
    onPhoneIf(language === 'en'),
    async ({ sandbox, openConnected }) => {
      const w = words[language];
      const { page, account } = await openConnected({ language, theme });
      const aigul = { phone: newPhone('+99670'), name: 'Айгуль' };
      const warranty = { phone: newPhone('+99677'), name: 'Гарантия Сервис' };
      await sandbox.incoming({ account, from: warranty, text: 'Салам!' });
      await sandbox.incoming({
        account,
        from: aigul,
        text: 'Здравствуйте! А какая гарантия на синий чайник?',
      });
      for (let n = 1; n <= LATER; n += 1) {
        await sandbox.incoming({ account, from: aigul, text: `Ещё вопрос, номер ${n}` });
      }
      await page.goto('/dashboard/inbox');
      await expect(page.getByText(`номер ${LATER}`)).toBeVisible();

      const field = page.getByRole('combobox', { name: w.search });
      await field.fill('гарантии');
      const messages = page.getByRole('group', { name: w.foundMessages });
      await expect(messages.getByRole('option')).toHaveCount(1);
      await expect(messages.locator('mark')).toHaveText('гарантия');
      await field.fill('гаранти');
      await expect(page.getByRole('group', { name: w.conversations }).getByRole('option')).toHaveCount(1);
      await expect(messages.locator('mark')).toHaveText('гарантия');
      await expectAccessible(page);

      await messages.getByRole('option').click();
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
      await expect(page.getByRole('list', { name: w.conversations }).getByRole('link').first()).toBeVisible();
      await field.fill('чайник');
      await messages.getByRole('option').click();
      await expect(found).toBeInViewport();
      await page.getByRole('button', { name: w.toBottom }).click();
      await expect(newest).toBeInViewport();
      await expect(page).not.toHaveURL(/message=/);
    },
  );
}

test('the keys walk through what was found, and a new message joins it', async ({
  sandbox,
  openConnected,
}) => {
  const w = words.ru;
  const { page, account } = await openConnected();
  const from = { phone: newPhone('+99670'), name: 'Айгуль' };
  for (const text of ['Есть красные розы?', 'А белые розы?']) await sandbox.incoming({ account, from, text });
  await page.goto('/dashboard/inbox');
  await expect(page.getByRole('link', { name: /белые розы/ })).toBeVisible();
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: w.search });
  await expect(field).toBeFocused();
  await page.keyboard.type('розы');
  // What was found for its first letters may stand there until then.
  await expect(page.getByRole('listbox')).toHaveAttribute('aria-busy', 'false');
  const options = page.getByRole('listbox').getByRole('option');
  await expect(options).toHaveCount(2);
  const selected = page.getByRole('listbox').getByRole('option', { selected: true });
  await expect(selected).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(selected).toContainText('белые');
  await expectAccessible(page);

  await sandbox.incoming({ account, from, text: 'Розы ещё есть?' });
  await expect(options).toHaveCount(3);
  await expect(selected).toContainText('белые');
  await page.keyboard.press('ArrowDown');
  await expect(selected).toContainText('красные');
  await expect(field).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/message=/);
  await expect(page.getByRole('article').filter({ hasText: 'красные' })).toBeInViewport();

  // Out of the answer, back to the results, and out of the search.
  await expect(page.getByRole('textbox', { name: w.message })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(field).toBeFocused();
  await expect(selected).toContainText('красные');
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('');
  await expect(page.getByRole('list', { name: w.conversations })).toBeVisible();
});
