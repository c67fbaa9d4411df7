import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { onPhoneIf } from '../sizes.ts';

// A program gets a key, uses it, and is shut out when the key is revoked.

const texts = {
  ru: {
    title: 'API-ключи',
    empty: 'Ключей пока нет',
    new: 'Новый ключ',
    name: 'Для чего ключ',
    missing: /Дайте ключу название/,
    expiry: 'Действует',
    make: 'Создать ключ',
    made: 'Ключ «Сайт» создан',
    kept: 'Ключ сохранён',
    neverUsed: /Ещё не использован/,
    used: /Использован/,
    revoke: 'Отозвать',
  },
  en: {
    title: 'API keys',
    empty: 'No keys yet',
    new: 'New key',
    name: 'What it is for',
    missing: /Give the key a name/,
    expiry: 'Works',
    make: 'Make the key',
    made: 'The key “Сайт” is there',
    kept: 'I have kept it',
    neverUsed: /Never used/,
    used: /Last used/,
    revoke: 'Revoke',
  },
} as const;

for (const language of ['ru', 'en'] as const) {
  test(
    `make a key, call the API with it, revoke it (${language})`,
    onPhoneIf(language === 'en'),
    async ({ request, webUrl, openSignedIn }) => {
      const t = texts[language];
      const { page } = await openSignedIn({ language, theme: language === 'en' ? 'dark' : 'light' });
      // From the bar at the side, or on a phone from the page of WhatsApp.
      await page.goto('/dashboard/settings/whatsapp');
      await page.getByRole('link', { name: t.title }).first().click();
      await expect(page.getByText(t.empty)).toBeVisible();
      await expectAccessible(page);

      await page.getByRole('button', { name: t.new }).click();
      await page.getByRole('button', { name: t.make }).click();
      await expect(page.getByText(t.missing)).toBeVisible();
      await page.getByRole('textbox', { name: t.name }).fill('Сайт');
      await page.getByRole('combobox', { name: t.expiry }).selectOption('30');
      await expectAccessible(page);
      await page.getByRole('textbox', { name: t.name }).press('Enter');
      await expect(page.getByRole('heading', { name: t.made })).toBeFocused();
      await expectAccessible(page);
      const key = (await page.getByText(/^soul_\w{20,}$/).textContent()) ?? '';
      const list = page.getByRole('list', { name: t.title });
      await expect(list).toContainText(t.neverUsed);
      await page.getByRole('button', { name: t.kept }).click();
      await expect(page.getByText(key)).toHaveCount(0);

      const call = () => request.get(`${webUrl}/api/clients`, { headers: { 'x-api-key': key } });
      expect((await call()).status()).toBe(200);
      await page.reload();
      await expect(list).toContainText(t.used);
      await expect(page.getByText(key)).toHaveCount(0);
      await list.getByRole('button', { name: t.revoke }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.locator(':focus')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      await expect(list.getByRole('button', { name: t.revoke })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(dialog).toBeVisible();
      await expectAccessible(page);
      await dialog.getByRole('button', { name: t.revoke, exact: true }).click();
      await expect(page.getByText(t.empty)).toBeVisible();
      await expect(page.getByRole('region', { name: t.title })).toBeFocused();
      expect((await call()).status()).toBe(401);
    },
  );
}

test('a key that is asked for twice in one moment is made once', async ({ openSignedIn }) => {
  const t = texts.ru;
  const { page } = await openSignedIn({ language: 'ru' });
  await page.goto('/dashboard/settings/api-keys');
  await page.getByRole('button', { name: t.new }).click();
  await page.getByRole('textbox', { name: t.name }).fill('Сайт');
  // A double click on a slow machine: both are there before the next frame.
  await page.getByRole('button', { name: t.make }).evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await page.getByRole('button', { name: t.kept }).click();
  await page.reload();
  await expect(page.getByRole('list', { name: t.title }).getByText('Сайт')).toHaveCount(1);
});
