import type { Page } from '@playwright/test';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { onPhoneIf } from '../sizes.ts';
import { callApi, enter } from '../steps.ts';
import { words } from '../words.ts';

// A colleague is let in by a link, answers a customer, gets another role, and is out as soon as they are removed.

const texts = {
  ru: {
    title: 'Команда',
    invite: 'Пригласить',
    email: 'Эл. почта коллеги',
    make: 'Создать ссылку',
    sendTo: /Отправьте эту ссылку/,
    link: /\/invitation\/[\w-]{43}$/,
    sent: 'Ссылка отправлена',
    open: 'Открытые приглашения',
    renew: /^Новая ссылка для/,
    name: 'Ваше имя',
    join: 'Присоединиться',
    members: 'Участники',
    toAdmin: /^Сделать администратором: /,
    toAdminNow: 'Сделать администратором',
    admin: 'Администратор',
    remove: /^Удалить из команды: /,
    removeNow: 'Удалить',
    draft: 'И ещё',
    out: 'Вы больше не в команде',
    forgotten: /^Забыли пароль\?/,
    newPassword: 'Новый пароль',
    newPasswordOf: 'Ссылка для нового пароля: Бермет',
    choose: 'Сохранить и войти',
  },
  en: {
    title: 'Team',
    invite: 'Invite',
    email: "Colleague's email",
    make: 'Make the link',
    sendTo: /Send this link to/,
    link: /\/invitation\/[\w-]{43}$/,
    sent: 'I have sent it',
    open: 'Open invitations',
    renew: /^New link for/,
    name: 'Your name',
    join: 'Join',
    members: 'Members',
    toAdmin: /^Make .* an administrator$/,
    toAdminNow: 'Make administrator',
    admin: 'Administrator',
    remove: /^Remove /,
    removeNow: 'Remove',
    draft: 'And then',
    out: 'You belong to no team any more',
    forgotten: /^Forgotten the password\?/,
    newPassword: 'A new password',
    newPasswordOf: 'Link for a new password of Бермет',
    choose: 'Save and sign in',
  },
} as const;

type Texts = (typeof texts)['ru' | 'en'];

for (const language of ['ru', 'en'] as const) {
  test(
    `a colleague is invited, answers and is removed (${language})`,
    onPhoneIf(language === 'en'),
    async ({ sandbox, openConnected, openPage }) => {
      const t = texts[language];
      const w = words[language];
      const options = { language, theme: language === 'en' ? 'dark' : 'light' } as const;
      const { page, account, organization } = await openConnected(options);
      const email = organization.email.replace('admin', 'colleague');
      const link = await invite(page, t, email);

      const colleague = await openPage(options);
      await colleague.goto(new URL(link).pathname);
      await expect(colleague.getByRole('heading', { level: 1 })).toContainText(organization.name);
      await expect(colleague.getByRole('textbox', { name: w.email })).toHaveValue(email);
      await expectAccessible(colleague);
      await colleague.getByRole('textbox', { name: t.name }).fill('Бермет');
      await colleague.getByLabel(w.password).fill('a-long-password');
      await colleague.getByRole('button', { name: t.join }).click();
      await colleague.waitForURL('**/dashboard');

      // The page of whoever invited learns of it by itself.
      const row = page
        .getByRole('list', { name: t.members })
        .getByRole('listitem')
        .filter({ hasText: email });
      await expect(row.first()).toContainText('Бермет');
      await expect(page.getByRole('list', { name: t.open })).toHaveCount(0);

      const from = { phone: newPhone('+99670'), name: 'Нурлан' };
      await sandbox.incoming({ account, from, text: w.customerWrites });
      await colleague.goto('/dashboard/inbox');
      await colleague.getByRole('link', { name: /Нурлан/ }).click();
      await colleague.getByRole('textbox', { name: w.message }).fill(w.weAnswer);
      await colleague.keyboard.press('Enter');
      const answer = colleague.getByRole('article').filter({ hasText: w.weAnswer });
      await expect(answer.getByRole('img', { name: w.sent, exact: true })).toBeVisible();

      // What the page asks for while somebody is removed is refused, of which the console complains, and should: a window of
      // its own.
      const open = await colleague.context().newPage();
      await open.goto(colleague.url());
      await expect(open.getByRole('article').filter({ hasText: w.weAnswer })).toBeVisible();
      await colleague.close();
      await open.getByRole('textbox', { name: w.message }).fill(t.draft);
      await expect.poll(() => draftsIn(open)).toHaveLength(1);
      await row.getByRole('button', { name: t.toAdmin }).click();
      await page.getByRole('dialog').getByRole('button', { name: t.toAdminNow }).click();
      await expect(row.first()).toContainText(t.admin);
      await row.getByRole('button', { name: t.remove }).click();
      await expectAccessible(page);
      await page.getByRole('dialog').getByRole('button', { name: t.removeNow, exact: true }).click();
      await expect(page.getByRole('region', { name: t.members })).toBeFocused();
      await expect(row).toHaveCount(0);
      await open.waitForURL('**/no-organization');
      await expect(open.getByRole('heading', { name: t.out })).toBeVisible();
      await expectAccessible(open);
      // What was written here belongs to the organisation; the next one at this browser must not find it.
      await expect.poll(() => draftsIn(open)).toEqual([]);
      expect((await open.request.get('/api/conversations')).status()).toBe(403);
    },
  );
}

for (const language of ['ru', 'en'] as const) {
  test(
    `a colleague who has forgotten their password is given a link (${language})`,
    onPhoneIf(language === 'en'),
    async ({ signUp, openPage }) => {
      const t = texts[language];
      const w = words[language];
      const options = { language, theme: language === 'en' ? 'dark' : 'light' } as const;
      const organization = await signUp();
      const page = await openPage(options);
      await enter(page, organization);
      await page.goto('/dashboard/settings/team');
      const email = organization.email.replace('admin', 'forgetful');
      const invited = await callApi(page, 'POST', '/api/invitations', { email, role: 'AGENT' });
      const colleague = await openPage(options);
      await colleague.goto(new URL(String(invited.link)).pathname);
      await colleague.getByRole('textbox', { name: t.name }).fill('Бермет');
      await colleague.getByLabel(w.password).fill('a-long-password');
      await colleague.getByRole('button', { name: t.join }).click();
      await colleague.waitForURL('**/dashboard');
      await colleague.close();

      await page.getByRole('button', { name: t.newPasswordOf }).click();
      await expectAccessible(page);
      await page.getByRole('dialog').getByRole('button', { name: t.make }).click();
      await expect(page.getByRole('heading', { name: t.sendTo })).toBeFocused();
      const link = (await page.getByText(/\/new-password\/[\w-]{43}$/).textContent()) ?? '';
      // Whoever made it does not become the colleague by looking where it leads.
      await page.goto(new URL(link).pathname);
      await expect(page.getByText(email)).toContainText(organization.email);
      await expect(page.getByRole('button', { name: w.signOut })).toBeVisible();
      await expect(page.getByLabel(w.password)).toHaveCount(0);
      await expectAccessible(page);

      const forgetful = await openPage(options);
      await forgetful.goto('/sign-in');
      await expect(forgetful.getByText(t.forgotten)).toBeVisible();
      await forgetful.goto(new URL(link).pathname);
      await expect(forgetful.getByRole('heading', { level: 1, name: t.newPassword })).toBeVisible();
      await expect(forgetful.getByRole('textbox', { name: w.email })).toHaveValue(email);
      await expectAccessible(forgetful);
      await forgetful.getByLabel(w.password).fill('another-long-password');
      await forgetful.getByRole('button', { name: t.choose }).click();
      await forgetful.waitForURL('**/dashboard');
      expect((await colleague.context().request.get('/api/me')).status()).toBe(401);
      expect((await forgetful.request.get('/api/me')).status()).toBe(200);
    },
  );
}

test('whoever has an account joins with it, and goes from one organisation to the other', async ({
  signUp,
  openPage,
}) => {
  const w = words.ru;
  const [inviting, invited] = [await signUp(), await signUp()];
  const page = await openPage({ language: 'ru' });
  await enter(page, inviting);
  await page.goto('/dashboard/settings/team');
  const { link } = await callApi(page, 'POST', '/api/invitations', { email: invited.email, role: 'ADMIN' });
  const path = new URL(String(link)).pathname;
  // Whoever is signed in as somebody else signs out first.
  await page.goto(path);
  await page.getByRole('button', { name: w.signOut }).click();
  await page.getByLabel(w.password).fill(invited.password);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Войти и присоединиться' }).click();
  await page.waitForURL('**/dashboard');
  await expect(page.getByRole('button', { name: w.yourMenu })).toContainText(inviting.name);
  await page.goto('/dashboard/settings/account');
  await page.getByRole('button', { name: `Перейти: ${invited.name}` }).click();
  await expect(page.getByRole('button', { name: w.yourMenu })).toContainText(invited.name);
  await page.goto('/dashboard/settings/whatsapp');
  const hour = page.getByRole('spinbutton', { name: 'Сообщений в час' });
  await hour.fill('5');
  await page.goto('/dashboard/settings/account');
  await page.getByRole('button', { name: `Перейти: ${inviting.name}` }).click();
  await expect(page.getByRole('button', { name: w.yourMenu })).toContainText(inviting.name);
  await page.goto('/dashboard/settings/account');
  await page.getByRole('button', { name: `Покинуть: ${inviting.name}` }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Покинуть', exact: true }).click();
  await expect(page.getByRole('button', { name: w.yourMenu })).toContainText(invited.name);
  await page.goto('/dashboard/settings/account');
  await expect(page.getByRole('button', { name: `Покинуть: ${invited.name}` })).toBeVisible();
  await expect(page.getByRole('button', { name: `Перейти: ${inviting.name}` })).toHaveCount(0);
  // What was begun here has nothing to do with the other one.
  await page.goto('/dashboard/settings/whatsapp');
  await expect(hour).toHaveValue('5');
});

/** What was begun in this browser and not sent. */
function draftsIn(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('draft:')));
}

/** Invites from the page of the team and renews it once; gives the newest link. */
async function invite(page: Page, t: Texts, email: string): Promise<string> {
  // From the bar at the side, or on a phone from the page of WhatsApp.
  await page.goto('/dashboard/settings/whatsapp');
  await page.getByRole('link', { name: t.title }).first().click();
  await page.getByRole('button', { name: t.invite }).click();
  await page.getByRole('textbox', { name: t.email }).fill(email);
  await expectAccessible(page);
  await page.getByRole('button', { name: t.make }).click();
  await expect(page.getByRole('heading', { name: t.sendTo })).toBeFocused();
  const link = page.getByText(t.link);
  const first = (await link.textContent()) ?? '';
  await page.getByRole('list', { name: t.open }).getByRole('button', { name: t.renew }).click();
  await expect(link).not.toHaveText(first);
  await expectAccessible(page);
  const renewed = (await link.textContent()) ?? '';
  await page.getByRole('button', { name: t.sent }).click();
  await expect(link).toHaveCount(0);
  return renewed;
}
