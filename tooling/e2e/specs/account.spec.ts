import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { onPhoneIf } from '../sizes.ts';
import { callApi, enter, goToLive, signIn } from '../steps.ts';
import { words } from '../words.ts';

// Whoever has an account is called as they want, and has another password, everywhere at once.

const texts = {
  ru: {
    account: 'Ваш профиль',
    name: 'Имя',
    save: 'Сохранить',
    saved: 'Сохранено',
    current: 'Текущий пароль',
    fresh: 'Новый пароль',
    change: 'Сменить пароль',
    changed: 'Пароль изменён.',
  },
  en: {
    account: 'Your account',
    name: 'Name',
    save: 'Save',
    saved: 'Saved',
    current: 'Current password',
    fresh: 'New password',
    change: 'Change the password',
    changed: 'The password is changed.',
  },
} as const;

for (const language of ['ru', 'en'] as const) {
  test(
    `another name and another password (${language})`,
    onPhoneIf(language === 'en'),
    async ({ signUp, openPage }) => {
      const t = texts[language];
      const w = words[language];
      const organization = await signUp();
      const page = await openPage({ language, theme: language === 'en' ? 'dark' : 'light' });
      await signIn(page, organization, w);
      const elsewhere = await openPage({ language });
      await enter(elsewhere, organization);
      expect((await elsewhere.request.get('/api/me')).status()).toBe(200);

      await page
        .getByRole('button', { name: language === 'en' ? 'You' : w.yourMenu })
        .last()
        .click();
      await page.getByRole('menuitem', { name: t.account }).click();
      await expect(page.getByRole('heading', { level: 1, name: t.account })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('textbox', { name: t.name, exact: true }).fill('Гүлнара');
      await page.getByRole('button', { name: t.save, exact: true }).click();
      await expect(page.getByText(t.saved, { exact: true })).toBeVisible();

      const newPassword = 'another-long-password';
      await page.getByLabel(t.current).fill(organization.password);
      await page.getByLabel(t.fresh).fill(newPassword);
      await page.getByRole('button', { name: t.change }).click();
      await expect(page.getByText(t.changed)).toBeVisible();
      await expectAccessible(page);
      expect((await elsewhere.request.get('/api/me')).status()).toBe(401);
      const { user, organizationId } = await (await page.request.get('/api/me')).json();
      expect({ user, organizationId }).toMatchObject({
        user: { name: 'Гүлнара' },
        organizationId: expect.any(String),
      });
      await signIn(elsewhere, { ...organization, password: newPassword }, w);
    },
  );
}

test('a name that is changed while it is saved is not saved yet', async ({ openSignedIn }) => {
  const t = texts.en;
  const { page } = await openSignedIn({ language: 'en' });
  await page.goto('/dashboard/settings/account');
  const name = page.getByRole('textbox', { name: t.name, exact: true });
  const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
  await page.route('**/api/me', async (route) => {
    if (route.request().method() === 'PATCH') await isFree;
    await route.continue();
  });
  await name.fill('Aigul');
  await page.getByRole('button', { name: t.save, exact: true }).click();
  await expect(page.getByRole('button', { name: 'Saving…' })).toBeVisible();
  await name.fill('Aigul Sadykova');
  free();
  await expect(page.getByText('Not saved yet')).toBeVisible();
  await expect(name).toHaveValue('Aigul Sadykova');
  await page.getByRole('button', { name: t.save, exact: true }).click();
  await expect(page.getByText(t.saved, { exact: true })).toBeVisible();
});

test('who has another name since, by another page, sees it before theirs replaces it', async ({
  openSignedIn,
  openPage,
}) => {
  const t = texts.ru;
  const { page, organization } = await openSignedIn();
  const elsewhere = await openPage({ language: 'ru' });
  await enter(elsewhere, organization);
  await goToLive(page, '/dashboard/settings/account');
  const name = page.getByRole('textbox', { name: t.name, exact: true });
  await callApi(elsewhere, 'PATCH', '/api/me', { name: 'Гүлнара' });
  // Nobody was at it here.
  await expect(name).toHaveValue('Гүлнара');
  await expect(page.getByRole('button', { name: t.save, exact: true })).toBeDisabled();

  await name.fill('Гүлнара С.');
  await callApi(elsewhere, 'PATCH', '/api/me', { name: 'Гүлнара Садыкова' });
  const theirs = page.getByRole('region', { name: 'Тем временем здесь сохранили другое' });
  await expect(theirs.getByRole('textbox')).toHaveValue('Гүлнара Садыкова');
  await name.press('Enter');
  await expect(theirs).toBeVisible();
  await expectAccessible(page);
  await theirs.getByRole('button', { name: 'Заменить моим' }).click();
  await expect(page.getByText(t.saved, { exact: true })).toBeVisible();
  await expect(theirs).toHaveCount(0);
  await page.reload();
  await expect(name).toHaveValue('Гүлнара С.');
});
