import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { openConversation } from '../steps.ts';
import { words } from '../words.ts';

// Parts of the program come from the web server when they are needed, which may be just when it is away. What fails makes
// the console complain, and should: each page is a window of its own.

const OFFLINE = 'Связь прервалась';

test('the first notice while the web server is away leaves the dashboard standing', async ({
  sandbox,
  openConnected,
}) => {
  const connected = await openConnected();
  const page = await connected.page.context().newPage();
  // Before it has been fetched ahead of time.
  const free = await withhold(page, 'data-sonner-toast');
  await openConversation(page, sandbox, connected.account, 'Здравствуйте');
  const close = page.getByRole('button', { name: 'Закрыть диалог', exact: true });
  // The last of what the page asks for at first.
  await expect(page.getByRole('textbox', { name: 'Заметки' })).toBeVisible();
  await page.route('**/api/**', (route) => route.abort());
  await close.click();
  const notice = page.getByRole('alert').filter({ hasText: 'Нет связи с сервером' });
  await expect(notice).toBeVisible();
  await expect(page.getByRole('article').filter({ hasText: 'Здравствуйте' })).toBeVisible();
  await notice.getByRole('button', { name: 'Закрыть' }).click();
  await expect(notice).toHaveCount(0);

  await close.click();
  await expect(notice).toBeVisible();
  await free();
  await expect(page.locator('[data-sonner-toast]')).toContainText('Нет связи с сервером');
});

test('a live line whose program did not come says so, and is opened once it has come', async ({
  sandbox,
  openConnected,
}) => {
  const { page: signedIn, account } = await openConnected();
  const page = await signedIn.context().newPage();
  const free = await withhold(page, 'tryAllTransports');
  await page.goto('/dashboard/inbox');
  await expect(page.getByText(OFFLINE)).toBeVisible();
  await free();
  await expect(page.getByText(OFFLINE)).toHaveCount(0);
  const from = { phone: newPhone('+99670'), name: 'Айгуль' };
  await sandbox.incoming({ account, from, text: 'Вы здесь?' });
  await expect(page.getByText('Вы здесь?')).toBeVisible();
});

test('answers that the server cannot take wait in their order, may be left unsent, and go when it is back', async ({
  sandbox,
  openConnected,
}) => {
  const w = words.ru;
  const connected = await openConnected();
  const { account } = connected;
  const page = await connected.page.context().newPage();
  await openConversation(page, sandbox, account, 'Есть розы?');
  const messages = /\/api\/conversations\/[^/]+\/messages$/;
  await page.route(messages, (route) =>
    route.request().method() === 'POST' ? route.abort() : route.fallback(),
  );
  const field = page.getByRole('textbox', { name: w.message });
  for (const text of ['Есть', 'Ошибка', 'По 120']) {
    await field.fill(text);
    await field.press('Enter');
  }
  const answer = (text: string) => page.getByRole('article').filter({ hasText: text });
  await expect(answer('По 120').getByText('Ждёт связи')).toBeVisible();
  await answer('Ошибка').getByRole('button', { name: w.doNotSend }).click();
  await expect(answer('Ошибка')).toHaveCount(0);
  await expect(field).toBeFocused();
  await page.unroute(messages);
  await expect
    .poll(async () => (await sandbox.messages({ account, fromMe: true })).map(({ body }) => body), {
      timeout: 45_000,
    })
    .toEqual(['Есть', 'По 120']);
  await expect(page.getByText('Ждёт связи')).toHaveCount(0);
});

test('what could not be saved of a client says so, and is asked for once more when one goes on', async ({
  sandbox,
  openConnected,
}) => {
  const connected = await openConnected();
  const page = await connected.page.context().newPage();
  await openConversation(page, sandbox, connected.account, 'Здравствуйте');
  const card = page.getByRole('complementary', { name: words.ru.details });
  const name = card.getByRole('textbox', { name: 'Имя' });
  const isChange = (method: string) => method === 'PATCH';
  await page.route('**/api/clients/*', (route) =>
    isChange(route.request().method()) ? route.abort() : route.fallback(),
  );
  await name.fill('Айгуль Розова');
  await name.press('Enter');
  await expect(card.getByText('Не сохранено')).toBeVisible();
  await expect(name).toHaveAttribute('aria-invalid', 'true');

  await page.unroute('**/api/clients/*');
  const asked = page.waitForResponse((answer) => isChange(answer.request().method()));
  await page.getByRole('link', { name: 'Клиенты' }).click();
  expect((await asked).ok()).toBe(true);
  await expect(page.getByRole('button', { name: /Айгуль Розова/ })).toBeVisible();
});

/** Lets no file of the program come that has this in it; gives how to let it. */
async function withhold(page: Page, part: string): Promise<() => Promise<void>> {
  const files = '**/_next/static/chunks/*.js';
  await page.route(files, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    if (body.includes(part)) await route.abort();
    else await route.fulfill({ response, body });
  });
  return () => page.unroute(files);
}
