import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { atBothSizes } from '../sizes.ts';

// The phone unlinks the number while nobody looks at its page.

test(
  'a number that is unlinked on the phone calls the administrator, and says so until it works again',
  atBothSizes,
  async ({ sandbox, openConnected, isMobile }) => {
    const { page, account } = await openConnected({ language: 'ru', theme: isMobile ? 'dark' : 'light' });
    await page.goto('/dashboard/inbox');
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    const notices = page.getByRole('complementary', { name: 'Уведомления' });
    await expect(notices.getByText(/отключён/)).toHaveCount(0);

    await sandbox.do('logout', { account });
    await expect(notices.getByText(/отключён: сообщения не приходят и не уходят/)).toBeVisible({
      timeout: 45_000,
    });
    await expectAccessible(page);
    await notices.getByRole('link', { name: 'К номеру' }).click();
    await page.waitForURL('**/dashboard/settings/whatsapp/*');
    const entry = page.getByRole('list', { name: 'Записи' }).getByText(/отвязан на телефоне/);
    await page.goto('/dashboard/settings/activity');
    await expect(entry).toBeVisible();
  },
);
