import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { onPhoneIf } from '../sizes.ts';
import { connectByHand } from '../steps.ts';
import { words } from '../words.ts';

// Nobody is shut out: axe finds nothing on any page, in both themes and at both sizes.

for (const theme of ['light', 'dark'] as const) {
  test(
    `no page shuts anybody out (${theme})`,
    onPhoneIf(theme === 'dark'),
    async ({ sandbox, signUp, openPage, phoneUrl }) => {
      const w = words.ru;
      const organization = await signUp();
      const page = await openPage({ language: 'ru', theme });
      for (const path of ['/sign-in', '/sign-up']) {
        await page.goto(path);
        await expectAccessible(page);
      }
      await connectByHand(page, organization, w, sandbox);
      await expectAccessible(page);
      const from = { phone: newPhone('+99670'), name: 'Айгуль' };
      const account = organization.phone;
      await sandbox.incoming({ account, from, text: 'Добрый день! *Сколько* стоит? https://example.com' });
      await sandbox.incoming({
        account,
        from,
        text: 'Вот этот',
        media: { kind: 'image', mimeType: 'image/png' },
      });
      for (const path of [
        '/dashboard',
        '/dashboard/settings/whatsapp',
        '/dashboard/settings/agents',
        '/dashboard/settings/activity',
        '/dashboard/clients',
      ]) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectAccessible(page);
      }
      await page.goto('/dashboard/inbox');
      await page.getByRole('link', { name: /Айгуль/ }).waitFor();
      await expectAccessible(page);
      await page.getByRole('link', { name: /Айгуль/ }).click();
      await page.getByRole('textbox', { name: w.message }).fill('Добрый день!');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('img', { name: w.sent, exact: true })).toBeVisible();
      await expectAccessible(page);
      await page.goto(phoneUrl);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await expectAccessible(page);
      // A page that does not exist makes the console complain, and should: it gets a window of its own.
      const nowhere = await page.context().newPage();
      await nowhere.goto('/dashboard/nowhere');
      await expectAccessible(nowhere);
    },
  );
}
