import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { onPhoneIf } from '../sizes.ts';
import type { Language } from '../words.ts';

// An administrator raises a limit: warned of what it risks, and kept once it is saved.

const texts = {
  ru: {
    day: 'Сообщений в сутки',
    warning: 'Выше лимиты — выше риск блокировки',
    save: 'Сохранить',
    saved: 'Сохранено',
  },
  en: {
    day: 'Messages a day',
    warning: 'Higher limits, higher risk of a ban',
    save: 'Save',
    saved: 'Saved',
  },
} as const;

for (const language of ['ru', 'en'] satisfies Language[]) {
  test(
    `raise a limit, be warned, save it (${language})`,
    onPhoneIf(language === 'en'),
    async ({ openSignedIn }) => {
      const t = texts[language];
      const { page } = await openSignedIn({ language, theme: language === 'en' ? 'dark' : 'light' });
      await page.goto('/dashboard/settings/whatsapp');
      const day = page.getByRole('spinbutton', { name: t.day });
      const warning = page.getByRole('status').filter({ hasText: t.warning });
      await expect(day).toHaveValue('500');
      await expect(warning).toHaveCount(0);
      await day.fill('501');
      await expect(warning).toBeVisible();
      await expectAccessible(page);

      await page.getByRole('button', { name: t.save, exact: true }).click();
      await expect(page.getByText(t.saved, { exact: true })).toBeVisible();

      await page.reload();
      await expect(day).toHaveValue('501');
      await expect(warning).toBeVisible();
    },
  );
}

test('what is typed into the settings is still there after a look at another page', async ({
  openSignedIn,
}) => {
  const { page } = await openSignedIn({ language: 'en', theme: 'dark' });
  await page.goto('/dashboard/settings/whatsapp');
  const hour = page.getByRole('spinbutton', { name: 'Messages an hour' });
  await hour.fill('5');
  await page.getByRole('checkbox', { name: 'Do not write to customers in quiet hours' }).check();
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.selectOption('Europe/Berlin');
  await page.goto('/dashboard/inbox');
  await page.goto('/dashboard/settings/whatsapp');
  await expect(hour).toHaveValue('5');
  await expect(zone).toHaveValue('Europe/Berlin');
  await expect(page.getByText('Not saved yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(hour).toHaveValue('100');
  await expect(page.getByText('Not saved yet')).toHaveCount(0);
  await page.reload();
  await expect(hour).toHaveValue('100');
  await hour.fill('5');
  // As the page advises for a new number: fewer an hour than a minute.
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(hour).toHaveValue('5');
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
});

test('a limit that is typed back while it is saved is not saved yet', async ({ openSignedIn }) => {
  const { page } = await openSignedIn({ language: 'en' });
  await page.goto('/dashboard/settings/whatsapp');
  const hour = page.getByRole('spinbutton', { name: 'Messages an hour' });
  await hour.fill('5');
  const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
  await page.route('**/api/whatsapp/settings/**', async (route) => {
    await isFree;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Saving…' })).toBeVisible();
  await hour.fill('100');
  free();
  await expect(page.getByText('Not saved yet')).toBeVisible();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(hour).toHaveValue('5');
});
