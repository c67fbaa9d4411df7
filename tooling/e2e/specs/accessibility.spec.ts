import type { Page } from '@playwright/test';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { atBothSizes, onPhoneIf } from '../sizes.ts';
import { callApi, connectByHand } from '../steps.ts';
import { words } from '../words.ts';

// Nobody is shut out: axe finds nothing on any page, in both themes and at both sizes.

const w = words.ru;

for (const theme of ['light', 'dark'] as const) {
  test(
    `no page shuts anybody out (${theme})`,
    onPhoneIf(theme === 'dark'),
    async ({ sandbox, signUp, openPage, phoneUrl }) => {
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
        await expect(page.getByRole('navigation').locator('[aria-current]:visible')).toHaveCount(1);
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

test(
  'whatever is written and however much of it, pages stay in their frame and fit under a finger',
  atBothSizes,
  async ({ sandbox, openConnected, isMobile }) => {
    const { page, account } = await openConnected({ language: 'ru', theme: 'dark' });
    const name = 'Водогрязеторфопарафинолечебница'.repeat(4).slice(0, 60);
    const prefix = 'Сколько стоит доставка в Ош и в Джалал-Абад, если заказать сегодня до шести вечера?';
    await sandbox.do('flood', { account, count: 30, customers: 30, prefix });
    await callApi(page, 'POST', '/api/sessions', { name });
    await callApi(page, 'POST', '/api/api-keys', { name });
    await callApi(page, 'POST', '/api/invitations', {
      email: `${'a'.repeat(60)}@example.com`,
      role: 'AGENT',
    });
    for (const path of [
      'inbox',
      'settings/activity',
      'settings/api-keys',
      'settings/team',
      'settings/whatsapp',
    ]) {
      await page.goto(`/dashboard/${path}`);
      if (path === 'inbox') await expect(page.getByRole('link', { name: /Сколько стоит/ })).toHaveCount(30);
      else
        await expect(
          page
            .getByRole('main')
            .getByText(path.endsWith('team') ? /^a{60}/ : name)
            .first(),
        ).toBeVisible();
      await expect.poll(() => outOfFrame(page), path).toEqual([]);
      if (isMobile) await expect.poll(() => tooSmall(page), path).toEqual([]);
    }
    await page.goto('/dashboard/inbox');
    await page
      .getByRole('link', { name: /Сколько стоит/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Ответить', exact: true }).click();
    await expect(page.getByText('Ответ на сообщение')).toBeVisible();
    await expect.poll(() => outOfFrame(page), 'quote').toEqual([]);
    if (isMobile) await expect.poll(() => tooSmall(page), 'conversation').toEqual([]);
    // A low window, as at a large zoom: what is at the foot of the navigation is reached there.
    if (isMobile) return;
    await page.setViewportSize({ width: 1280, height: 420 });
    await expect.poll(() => outOfFrame(page)).toEqual([]);
    // A tablet, with the navigation beside the page.
    await page.setViewportSize({ width: 768, height: 1024 });
    await page.goto('/dashboard/settings/activity');
    await expect(page.getByRole('list', { name: 'Записи журнала' })).toBeVisible();
    await expect.poll(() => outOfFrame(page), 'activity on a tablet').toEqual([]);
  },
);

/** What can be scrolled although nothing is there to be seen: the whole page, or the content to its side. */
const outOfFrame = (page: Page) =>
  page.evaluate(() => {
    const main = document.querySelector('main');
    const { scrollHeight, scrollWidth } = document.documentElement;
    return [
      ...(scrollHeight > innerHeight ? [`the page is ${scrollHeight} high`] : []),
      ...(scrollWidth > innerWidth ? [`the page is ${scrollWidth} wide`] : []),
      ...(main && main.scrollWidth > main.clientWidth ? [`the content is ${main.scrollWidth} wide`] : []),
    ];
  });

/** Buttons and fields that a fingertip does not meet. */
const tooSmall = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main button, main select, main input:not([type=checkbox])')]
      .filter((one) => one.checkVisibility() && Math.round(one.getBoundingClientRect().height) < 40)
      .map((one) => one.outerHTML.slice(0, 200)),
  );
