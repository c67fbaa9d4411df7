import type { Page } from '@playwright/test';
import { makeKnownAsTwo } from '@soul-kg-crm/tooling/known-as-two';
import { productAddresses } from '@soul-kg-crm/tooling/shared-addresses';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { callApi, openConversation } from '../steps.ts';
import { words } from '../words.ts';

// Whoever goes to another page in the middle of something finds it where they left it.

const w = words.ru;
const cardOf = (page: Page) => page.getByRole('complementary', { name: w.details });
/** A slow line: the page stands there, and its program does not come before it is freed. */
async function holdProgram(page: Page): Promise<() => void> {
  const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    await isFree;
    await route.fallback();
  });
  return free;
}

const notesOf = (page: Page) => cardOf(page).getByRole('textbox', { name: 'Заметки' });

test('notes, tags and files survive going on to the next conversation', async ({
  sandbox,
  openConnected,
}) => {
  const { page, account } = await openConnected();
  for (const name of ['Первый', 'Второй']) {
    await sandbox.incoming({ account, from: { phone: newPhone('+99670'), name }, text: `Я ${name}` });
  }
  await page.goto('/dashboard/inbox');
  await page.getByRole('link', { name: /Второй/ }).click();
  await notesOf(page).fill('Просит чек');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { name: 'Первый' })).toBeVisible();
  await expect(notesOf(page)).toHaveValue('');

  const tag = cardOf(page).getByRole('textbox', { name: 'Добавить метку' });
  const tagUpdates: unknown[] = [];
  page.on('request', (asked) => {
    if (asked.method() === 'PATCH') tagUpdates.push(asked.postDataJSON());
  });
  for (const name of ['опт', 'срочно', 'постоянный']) {
    await tag.fill(name);
    await tag.press('Enter');
  }
  await page.locator('input[type=file]').setInputFiles({
    name: 'Прайс.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Розы — 150'),
  });
  await expect(page.getByText('Прайс.txt')).toBeVisible();
  // The keyboard of a phone tells of no key.
  await tag.focus();
  await page.keyboard.insertText('Ош, постоянный,');
  await expect(tag).toHaveValue('');
  await tag.fill('недописан');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('heading', { name: 'Второй' })).toBeVisible();
  await expect(notesOf(page)).toHaveValue('Просит чек');
  await expect(page.getByText('Прайс.txt')).toHaveCount(0);

  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByText('Прайс.txt')).toBeVisible();
  await expect
    .poll(() => tagUpdates)
    .toContainEqual({
      tags: ['опт', 'срочно', 'постоянный', 'Ош', 'недописан'],
    });
  // A tab that is loaded anew in the middle of a word takes nothing with it.
  await notesOf(page).fill('Звонить после обеда');
  await page.reload();
  await expect(cardOf(page).getByRole('listitem')).toHaveText([
    ...['опт', 'срочно', 'постоянный', 'Ош', 'недописан'],
  ]);
  await expect(notesOf(page)).toHaveValue('Звонить после обеда');
  // The file waits as well, in all tabs, and goes once.
  await expect(page.getByText('Прайс.txt')).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(other.getByText('Прайс.txt')).toBeVisible();
  await other.getByRole('textbox', { name: w.message }).press('Enter');
  const sent = (there: Page) => there.getByRole('article').filter({ hasText: 'Прайс.txt' });
  await expect(sent(other)).toHaveCount(1);
  await expect(sent(page)).toHaveCount(1);
  await expect(page.getByText('Прайс.txt')).toHaveCount(1);
  await page.reload();
  await expect(sent(page)).toHaveCount(1);
  await expect(page.getByText('Прайс.txt')).toHaveCount(1);
});

test('what is typed before the page has come alive stays, and is looked for', async ({ openWaiting }) => {
  const { page, conversationId } = await openWaiting('Привезём завтра');
  const free = await holdProgram(page);
  await page.goto(`/dashboard/inbox/${conversationId}`, { waitUntil: 'commit' });
  const composer = page.getByRole('textbox', { name: w.message });
  await composer.pressSequentially('Сейчас посмотрю');
  // Too early, which must not load the page anew.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const search = page.getByRole('combobox', { name: w.search });
  await search.pressSequentially('завт');
  free();
  await expect(page.getByRole('group', { name: w.foundMessages }).getByRole('option')).toHaveCount(1);
  // What somebody is at goes on there: the rest of the word is no answer to the customer.
  await page.keyboard.type('ра');
  await expect(search).toHaveValue('завтра');
  await expect(composer).toHaveValue('Сейчас посмотрю');
  // Beside what waits there already.
  const freeAgain = await holdProgram(page);
  await page.reload({ waitUntil: 'commit' });
  await composer.pressSequentially('Есть');
  freeAgain();
  await expect(composer).toHaveValue('Сейчас посмотрю\nЕсть');
});

test('the menu that is pressed before the page has come alive opens once it has', async ({
  openConnected,
}) => {
  const { page } = await openConnected();
  const free = await holdProgram(page);
  await page.goto('/dashboard/clients', { waitUntil: 'commit' });
  await page.getByRole('button', { name: w.yourMenu }).click();
  free();
  await expect(page.getByRole('menuitem', { name: w.signOut })).toBeVisible();
  // It was pressed once.
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Диалоги', exact: true }).click();
  await page.waitForURL('**/inbox');
  await expect(page.getByRole('menuitem', { name: w.signOut })).toHaveCount(0);
});

test('a name and an address that a colleague changes meanwhile are seen before one’s own replace them', async ({
  sandbox,
  openConnected,
}) => {
  const { page, account } = await openConnected();
  await openConversation(page, sandbox, account, 'Здравствуйте');
  const field = (name: string) => cardOf(page).getByRole('textbox', { name, exact: true });
  const theirs = cardOf(page).getByRole('region', { name: 'Тем временем здесь сохранили другое' });
  const [client] = await page.evaluate(async () => (await (await fetch('/api/clients')).json()).items);
  await field('Имя').fill('Айгуль Сатыбалдиева');
  await callApi(page, 'PATCH', `/api/clients/${client.id}`, { name: 'Айгуль, цветы' });
  await expect(theirs.getByRole('textbox')).toHaveValue('Айгуль, цветы');
  await field('Имя').press('Enter');
  await expect(theirs).toBeVisible();
  await expectAccessible(page);
  await theirs.getByRole('button', { name: 'Взять сохранённое' }).click();
  await expect(field('Имя')).toHaveValue('Айгуль, цветы');
  await expect(field('Имя')).toBeFocused();

  await field('Эл. почта').fill('aigul@example.com');
  await callApi(page, 'PATCH', `/api/clients/${client.id}`, { email: 'roza@example.com' });
  await theirs.getByRole('button', { name: 'Заменить моим' }).click();
  await expect(theirs).toHaveCount(0);
  await page.reload();
  await expect(field('Имя')).toHaveValue('Айгуль, цветы');
  await expect(field('Эл. почта')).toHaveValue('aigul@example.com');
});

test('notes that a colleague changes meanwhile are seen before one’s own replace them', async ({
  sandbox,
  openConnected,
}) => {
  const { page, account } = await openConnected();
  await openConversation(page, sandbox, account, 'Здравствуйте');
  await notesOf(page).fill('Просит чек');
  const [client] = await page.evaluate(async () => (await (await fetch('/api/clients')).json()).items);
  await callApi(page, 'PATCH', `/api/clients/${client.id}`, { notes: 'Звонить после обеда' });
  const theirs = cardOf(page).getByRole('region', { name: 'Тем временем здесь сохранили другое' });
  await expect(theirs.getByRole('textbox')).toHaveValue('Звонить после обеда');
  await expect(notesOf(page)).toHaveValue('Просит чек');
  await expectAccessible(page);

  await theirs.getByRole('button', { name: 'Взять сохранённое' }).click();
  await expect(notesOf(page)).toHaveValue('Звонить после обеда');
  await expect(notesOf(page)).toBeFocused();
  await notesOf(page).fill('Звонить после обеда, просит чек');
  await callApi(page, 'PATCH', `/api/clients/${client.id}`, { notes: 'Не звонить' });
  await theirs.getByRole('button', { name: 'Заменить моим' }).click();
  await expect(theirs).toHaveCount(0);
  await page.reload();
  await expect(notesOf(page)).toHaveValue('Звонить после обеда, просит чек');
});

test('notes that are put back while the change of them is under way are put back', async ({
  sandbox,
  openConnected,
}) => {
  const { page, account } = await openConnected();
  await openConversation(page, sandbox, account, 'Здравствуйте');
  const asked: unknown[] = [];
  const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
  await page.route('**/api/clients/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    asked.push(route.request().postDataJSON().notes);
    await isFree;
    await route.continue();
  });
  await notesOf(page).fill('Просит чек');
  await notesOf(page).blur();
  await expect.poll(() => asked).toEqual(['Просит чек']);
  await notesOf(page).fill('');
  await notesOf(page).blur();
  free();
  await expect.poll(() => asked).toEqual(['Просит чек', '']);
  await page.reload();
  await expect(notesOf(page)).toHaveValue('');
});

test('the card of a client stays open although their row leaves the list', async ({
  sandbox,
  openConnected,
}) => {
  const { page, account } = await openConnected();
  const from = { phone: newPhone('+99670'), name: 'Айгюль' };
  await sandbox.incoming({ account, from, text: 'Здравствуйте' });
  await page.goto('/dashboard/clients?search=Айгюль');
  const row = page.getByRole('button', { name: /Айгюль/ });
  await row.click();
  const card = page.getByRole('dialog', { name: 'О клиенте' });
  const field = (name: string) => card.getByRole('textbox', { name });
  await field('Имя').fill('Айгуль');
  await field('Заметки').fill('Просит чек');
  await expect(row).toHaveCount(0);
  await expect(page.getByText('Никто не нашёлся')).toBeAttached();
  await expect(field('Имя')).toHaveValue('Айгуль');
  await expect(field('Заметки')).toBeFocused();
  await card.getByRole('button', { name: 'Закрыть' }).click();
  await expect(card).toHaveCount(0);
  await expect(page.getByRole('searchbox')).toBeFocused();
});

test('a file that is on its way may be left unsent', async ({ sandbox, openConnected }) => {
  const { page, account } = await openConnected();
  await openConversation(page, sandbox, account, 'Есть прайс?');
  // The upload never ends.
  await page.route('**/api/media', () => {});
  await page.locator('input[type=file]').setInputFiles({
    ...{ name: 'Себестоимость.txt', mimeType: 'text/plain' },
    buffer: Buffer.from('Розы — 50'),
  });
  const composer = page.getByRole('textbox', { name: w.message });
  await composer.press('Enter');
  const message = page.getByRole('article').filter({ hasText: 'Себестоимость.txt' });
  await message.getByRole('button', { name: w.doNotSend }).click();
  await expect(message).toHaveCount(0);
  await expect(composer).toBeFocused();
  // Nor does what is written afterwards wait for it.
  await composer.fill('Сейчас пришлю');
  await composer.press('Enter');
  await expect
    .poll(async () => (await sandbox.messages({ account, fromMe: true })).map(({ body }) => body))
    .toEqual(['Сейчас пришлю']);
});

test('a client who turns out to be another takes along what is being written to them', async ({
  sandbox,
  openConnected,
}) => {
  const { page, account } = await openConnected();
  const [number, lateNumber] = [newPhone('+99670'), newPhone('+99670')];
  const byId = { phone: lateNumber, name: 'Азамат', usesLid: true };
  await sandbox.incoming({ account, from: { phone: number, name: 'Азамат' }, text: 'С номера' });
  await sandbox.incoming({ account, from: byId, text: 'Без номера' });
  await page.goto('/dashboard/inbox');
  await page.getByRole('link', { name: /Без номера/ }).click();
  const article = (text: string) =>
    page.getByRole('article').filter({ has: page.getByText(text, { exact: true }) });
  await article('Без номера').hover();
  await article('Без номера').getByRole('button', { name: 'Ответить' }).click();
  const composer = page.getByRole('textbox', { name: w.message });
  await composer.fill('Сейчас посмотрю');
  await page.locator('input[type=file]').setInputFiles({
    ...{ name: 'Прайс.txt', mimeType: 'text/plain' },
    buffer: Buffer.from('Розы — 150'),
  });
  await expect(page.getByText('Прайс.txt')).toBeVisible();
  await notesOf(page).fill('Просит чек');
  const before = page.url();

  // A look-up tells whose privacy id it is, a few seconds later.
  await expect(cardOf(page).getByText(lateNumber)).toBeVisible({ timeout: 60_000 });
  await makeKnownAsTwo(productAddresses().databaseUrl, number, lateNumber);
  await sandbox.incoming({ account, from: byId, text: 'Это снова я' });
  await expect(article('С номера')).toBeVisible();
  await expect(article('Это снова я')).toBeVisible();
  await page.waitForURL((url) => url.href !== before);
  await expect(notesOf(page)).toHaveValue('Просит чек');
  await expect(composer).toHaveValue('Сейчас посмотрю');
  await expect(page.getByText('Прайс.txt')).toBeVisible();
  await expect(page.getByText('Ответ на сообщение')).toBeVisible();
  await composer.press('Enter');
  await expect(page.getByText('Прайс.txt')).toHaveCount(1);
  await expect(composer).toHaveValue('');
  await expect(article('Сейчас посмотрю')).toHaveCount(1);

  // The old address leads there as well.
  const now = page.url();
  await page.goto(before);
  await page.waitForURL(now);
  await expect(article('С номера')).toBeVisible();

  // Until the merge is undone: then it is a conversation of its own again, at once.
  await cardOf(page).getByRole('button', { name: 'Это разные люди: разделить' }).click();
  const asked = page.getByRole('dialog', { name: /другой человек/ });
  await expect(asked).toContainText('снова станет отдельным клиентом');
  await asked.getByRole('button', { name: 'Разделить' }).click();
  await expect(cardOf(page).getByText('снова отдельный клиент')).toBeVisible();
  const restored = cardOf(page).locator(`a[href*="${new URL(before).pathname}"]`);
  await restored.click();
  await expect(article('С номера')).toHaveCount(0);
  await composer.fill('Это вам одному');
  await composer.press('Enter');
  await expect(article('Это вам одному')).toBeVisible();
  await expect(page).toHaveURL((url) => url.pathname === new URL(before).pathname);
});
