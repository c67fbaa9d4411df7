import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { openConversation } from '../steps.ts';
import { words } from '../words.ts';

// What somebody has written outlives a tab that is loaded anew, and goes out once.

const MESSAGES = /\/api\/conversations\/[^/]+\/messages$/;
const MEDIA = /\/api\/media$/;

/** Lets nothing come back from an address until it is given free; the server may have it all the same. */
async function hold(page: Page, url: RegExp, reachesServer: boolean): Promise<() => Promise<void>> {
  await page.route(url, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    // The page may be gone before its answer is there.
    if (reachesServer) await route.fetch().catch(() => {});
  });
  return () => page.unroute(url);
}

/** How many files of unsent messages the browser keeps by now; asked in the page. */
async function countKeptFiles(): Promise<number> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === 'unsent-files')) return 0;
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('unsent-files');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const counting = opening.result.transaction('files').objectStore('files').count();
      counting.onerror = () => reject(counting.error);
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result);
      };
    };
  });
}

test('a message whose answer is cut off survives a reload, and goes out once', async ({
  sandbox,
  openConnected,
}) => {
  const w = words.ru;
  const { page, account } = await openConnected();
  await openConversation(page, sandbox, account, 'Здравствуйте');
  const field = page.getByRole('textbox', { name: w.message });
  const article = (text: string) => page.getByRole('article').filter({ hasText: text });
  const sent = async () => (await sandbox.messages({ account, fromMe: true })).map(({ body }) => body);

  // The server never hears of it.
  const freeFirst = await hold(page, MESSAGES, false);
  await field.fill('Первый ответ');
  await page.keyboard.press('Enter');
  await expect(article('Первый ответ')).toHaveCount(1);
  await field.fill('Недописанное');
  await page.reload();
  await expect(article('Первый ответ')).toHaveCount(1);
  await expect(article('Первый ответ').getByRole('img', { name: w.queued })).toBeVisible();
  await expect(field).toHaveValue('Недописанное');
  expect(await sent()).toEqual([]);
  await freeFirst();
  // From a page that does not show the conversation.
  await page.goto('/dashboard/clients');
  await expect.poll(sent).toEqual(['Первый ответ']);

  // The server has it, and its answer is lost.
  await page.goto('/dashboard/inbox');
  await page.getByRole('link', { name: /Айгуль/ }).click();
  const freeSecond = await hold(page, MESSAGES, true);
  await field.fill('Второй ответ');
  await page.keyboard.press('Enter');
  await expect.poll(sent).toEqual(['Первый ответ', 'Второй ответ']);
  await freeSecond();
  await page.reload();
  for (const text of ['Первый ответ', 'Второй ответ']) {
    await expect(article(text)).toHaveCount(1);
    await expect(article(text).getByRole('img', { name: w.sent, exact: true })).toBeVisible();
  }
  expect(await sent()).toEqual(['Первый ответ', 'Второй ответ']);

  // A file that is on its way, too.
  const freeThird = await hold(page, MEDIA, false);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: w.attach }).click();
  await (await chooser).setFiles({
    name: 'цены.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Розы: 120'),
  });
  await field.fill('Наши цены');
  await page.keyboard.press('Enter');
  await expect(article('цены.txt')).toContainText('Наши цены');
  await expect.poll(() => page.evaluate(countKeptFiles)).toBe(1);
  await freeThird();
  await page.reload();
  await expect(article('цены.txt').getByRole('img', { name: w.sent, exact: true })).toBeVisible();
  await expect(article('цены.txt')).toHaveCount(1);
  await page.reload();
  await expect(article('цены.txt')).toHaveCount(1);
  expect(await sent()).toHaveLength(3);
  const kept = () =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('unsent:')));
  await expect.poll(kept).toEqual([]);
});

test('who signs out leaves nothing of what they wrote at the browser', async ({ sandbox, openConnected }) => {
  const w = words.ru;
  const { page, account } = await openConnected();
  await openConversation(page, sandbox, account, 'Здравствуйте');
  await hold(page, MESSAGES, false);
  const field = page.getByRole('textbox', { name: w.message });
  await field.fill('Тайна');
  await page.keyboard.press('Enter');
  await field.fill('Ещё тайна');
  const kept = () =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => /^(unsent|draft):/.test(key)));
  await expect.poll(kept).toHaveLength(2);
  await page.getByRole('button', { name: w.yourMenu }).click();
  await page.getByRole('menuitem', { name: w.signOut }).click();
  await page.waitForURL('**/sign-in');
  await expect.poll(kept).toEqual([]);
});
