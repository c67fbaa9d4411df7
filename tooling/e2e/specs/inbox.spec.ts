import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { onPhoneIf } from '../sizes.ts';
import { callApi, connectFurtherNumber, goToLive } from '../steps.ts';
import { words } from '../words.ts';

// An inbox with two numbers, and an assistant that asks for a person.

for (const { language, theme } of [
  { language: 'ru', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const) {
  test(
    `two numbers, and a conversation that waits for a person: ${language}, ${theme}`,
    onPhoneIf(language === 'en'),
    async ({ sandbox, openConnected, isMobile }) => {
      const w = words[language];
      const { page, organization } = await openConnected({ language, theme });
      const account = newPhone('+99655');
      const channelId = await connectFurtherNumber(page, { name: 'Доставка', account }, sandbox);
      const first = { phone: newPhone('+99670'), name: 'Айгуль' };
      const second = { phone: newPhone('+99677'), name: 'Бакыт' };
      await sandbox.incoming({ account: organization.phone, from: first, text: 'Салам!' });
      await sandbox.incoming({ account, from: second, text: 'Где курьер?' });
      await page.goto('/dashboard/inbox');
      const rows = page.getByRole('list', { name: w.conversations }).getByRole('link');
      await expect(rows).toHaveCount(2);
      await expect(rows.filter({ hasText: second.name })).toContainText('Доставка');
      await expectAccessible(page);

      await page.getByRole('combobox', { name: w.number, exact: true }).selectOption({ value: channelId });
      await expect(rows).toHaveCount(1);
      await page.reload();
      await expect(rows).toHaveCount(1);
      await expect(rows).toContainText(second.name);
      await rows.click();
      await expect(page.getByRole('banner').or(page.locator('header'))).toContainText('Доставка');
      await expectAccessible(page);
      await expect(page).toHaveURL(new RegExp(`number=${channelId}`));
      if (isMobile) await page.getByRole('button', { name: w.details }).click();
      await expect(page.getByRole('complementary', { name: w.details })).toContainText(`Доставка ${account}`);
      await expect(page).toHaveTitle(/^Бакыт · /);
      if (isMobile) {
        // Lies over the conversation: what is below it is out of reach, and Esc leads back to where one was.
        await expect(page.getByRole('button', { name: w.closeDetails })).toBeFocused();
        await page.keyboard.press('Shift+Tab');
        await expect(page.getByRole('button', { name: w.details })).not.toBeFocused();
        await page.getByRole('button', { name: w.closeDetails }).focus();
        await page.keyboard.press('Escape');
        await expect(page.getByRole('button', { name: w.details })).toBeFocused();
        await expect(page.getByRole('textbox', { name: w.message })).toBeVisible();
      }

      // Somewhere else when the assistant asks.
      await callApi(page, 'PUT', '/api/agents/settings/{organizationId}', { agentType: 'receptionist' });
      await goToLive(page, '/dashboard/clients');
      await sandbox.incoming({ account: organization.phone, from: first, text: 'позовите оператора' });
      const notice = page.getByRole('listitem').filter({ hasText: first.name }).filter({ hasText: w.open });
      await expect(notice).toBeVisible({ timeout: 45_000 });
      // It stays while somebody is at it.
      await notice.hover();
      await expect(page).toHaveTitle(/^\(1\) /);
      await expectAccessible(page);
      await notice.getByRole('button', { name: w.open }).click();
      await expect(page.getByRole('heading', { level: 2, name: first.name })).toBeVisible();

      await page.goto('/dashboard/inbox');
      await page.getByRole('button', { name: w.waiting }).click();
      await expect(rows).toHaveCount(1);
      await expect(rows).toContainText(first.name);
      await expect(rows).toContainText(w.waitsForPerson);
      await expectAccessible(page);
      await rows.click();
      await page.getByRole('textbox', { name: w.message }).fill('Я здесь!');
      await page.getByRole('button', { name: w.send, exact: true }).click();
      await expect(page).not.toHaveTitle(/^\(/);
      await page.goto('/dashboard/inbox?filter=waiting');
      await expect(page.getByText(w.nobodyWaits)).toBeVisible();
    },
  );
}

test('who reads one unread conversation after the other keeps each in its place while it is open', async ({
  sandbox,
  openConnected,
}) => {
  const w = words.ru;
  const { page, account } = await openConnected();
  for (const name of ['Третий', 'Второй', 'Первый']) {
    await sandbox.incoming({ account, from: { phone: newPhone('+99670'), name }, text: `Я ${name}` });
  }
  await page.goto('/dashboard/inbox');
  const rows = page.getByRole('list', { name: w.conversations }).getByRole('link');
  await expect(rows).toHaveText([/Первый/, /Второй/, /Третий/]);
  await page.getByRole('button', { name: 'Непрочитанные' }).click();
  await expect(page).toHaveURL(/filter=unread/);
  await rows.filter({ hasText: 'Второй' }).click();
  // Read, and still there.
  await expect(rows.filter({ hasText: 'непрочитан' })).toHaveCount(2);
  await expect(rows).toHaveText([/Первый/, /Второй/, /Третий/]);
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { name: 'Третий' })).toBeVisible();
  await expect(rows).toHaveText([/Первый/, /Третий/]);
});
