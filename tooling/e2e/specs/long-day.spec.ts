import { writeFile } from 'node:fs/promises';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { callApi, openConversation, signIn } from '../steps.ts';
import { words } from '../words.ts';

// What happens to whoever answers from morning to night.

const w = words.ru;

test('where many messages came, the line above the first unread one is found further up', async ({
  sandbox,
  openConnected,
}) => {
  const { page, account } = await openConnected();
  const from = { phone: newPhone('+99670'), name: 'Айгуль' };
  await sandbox.incoming({ account, from, text: 'Вчерашнее' });
  await page.goto('/dashboard/inbox');
  const row = page.getByRole('link', { name: /Айгуль/ });
  await row.click();
  const article = (text: string) =>
    page.getByRole('article').filter({ has: page.getByText(text, { exact: true }) });
  await expect(article('Вчерашнее')).toBeVisible();
  await expect(row).not.toContainText('непрочитанн');
  await page.goto('/dashboard');

  // More than are fetched at first.
  for (let n = 1; n <= 70; n += 1) await sandbox.incoming({ account, from, text: `Вопрос ${n}` });
  await page.goto('/dashboard/inbox');
  await expect(row).toContainText('70 непрочитанных');
  await row.click();
  await expect(article('Вопрос 70')).toBeInViewport();
  const line = page.getByRole('region', { name: 'Сообщения' }).getByText('Новые сообщения');
  await expect(line).toHaveCount(0);
  // What comes now does not move it.
  await sandbox.incoming({ account, from, text: 'Вопрос 71' });
  await expect(article('Вопрос 71')).toBeVisible();
  await page.getByRole('article').first().scrollIntoViewIfNeeded();
  await expect(article('Вчерашнее')).toHaveCount(1);
  await expect(line).toHaveCount(1);
  const below = page.locator('[data-message-id]').filter({ has: page.getByText('Новые сообщения') });
  await expect(below.getByText('Вопрос 1', { exact: true })).toBeVisible();
});

test('a changed text survives a look at the next conversation, and says so when a colleague takes the message back', async ({
  openWaiting,
}) => {
  const { page, messageId } = await openWaiting('Привезём завтра');
  const next = newPhone('+99671');
  await callApi(page, 'POST', '/api/whatsapp/send', { to: next, content: 'Здравствуйте' });
  await expect(page.getByRole('list', { name: w.conversations }).getByRole('link')).toHaveCount(2);
  const composer = page.getByRole('textbox', { name: w.message });
  await page.getByRole('button', { name: w.change }).click();
  const editor = page.getByRole('textbox', { name: w.changedText });
  await expect(editor).toBeFocused();
  await editor.fill('Привезём сегодня к шести');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('heading', { name: next })).toBeVisible();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(editor).toHaveValue('Привезём сегодня к шести');
  await expect(composer).toBeFocused();
  await page.reload();
  await expect(editor).toHaveValue('Привезём сегодня к шести');

  await callApi(page, 'POST', `/api/messages/${messageId}/cancel`, {});
  await expect(page.getByText('Сообщение больше не ждёт')).toBeVisible();
  await expect(page.getByText('уже ушло')).toHaveCount(0);
  await page.getByRole('button', { name: 'Перенести в поле ответа' }).click();
  await expect(editor).toHaveCount(0);
  await expect(composer).toHaveValue('Привезём сегодня к шести');
  await page.reload();
  await expect(composer).toHaveValue('Привезём сегодня к шести');
  await expect(editor).toHaveCount(0);
});

test('who changes a waiting message that a colleague has changed meanwhile sees theirs first', async ({
  openWaiting,
}) => {
  const { page, messageId } = await openWaiting('Привезём завтра');
  await page.getByRole('button', { name: w.change }).click();
  const editor = page.getByRole('textbox', { name: w.changedText });
  await editor.fill('Привезём сегодня');
  const theirs = page.getByRole('region', { name: 'Тем временем здесь сохранили другое' });
  await expect(theirs).toHaveCount(0);
  await callApi(page, 'PATCH', `/api/messages/${messageId}`, { content: 'Привезём в среду' });
  await expect(theirs.getByRole('textbox')).toHaveValue('Привезём в среду');
  await expect(editor).toHaveValue('Привезём сегодня');
  await editor.press('Enter');
  await expect(theirs).toBeVisible();
  await expectAccessible(page);
  await theirs.getByRole('button', { name: 'Заменить моим' }).click();
  await expect(editor).toHaveCount(0);
  await expect(page.getByRole('article').filter({ hasText: 'Привезём сегодня' })).toBeVisible();
});

test('who closes one conversation after the other goes on with the next one', async ({
  sandbox,
  openConnected,
}) => {
  const { page, account } = await openConnected();
  for (const name of ['Четвёртый', 'Третий', 'Второй', 'Первый']) {
    await sandbox.incoming({ account, from: { phone: newPhone('+99670'), name }, text: `Я ${name}` });
  }
  await page.goto('/dashboard/inbox');
  await expect(page.getByRole('list', { name: w.conversations }).getByRole('link')).toHaveCount(4);
  await page.getByRole('link', { name: /Второй/ }).click();
  await expect(page.getByRole('heading', { name: 'Второй' })).toBeVisible();
  await page.getByRole('button', { name: 'Закрыть диалог' }).press('Enter');
  await expect(page.getByRole('link', { name: /Второй/ })).toHaveCount(0);
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { name: 'Третий' })).toBeVisible();

  // Faster than the answer comes.
  const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
  await page.route(/\/api\/conversations\/[^/]+$/, async (route) => {
    if (route.request().method() === 'PATCH') await isFree;
    await route.fallback();
  });
  const closed = page.waitForRequest((request) => request.postData()?.includes('CLOSED') === true);
  await page.getByRole('button', { name: 'Закрыть диалог' }).press('Enter');
  await closed;
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { name: 'Четвёртый' })).toBeVisible();
  free();
  await expect(page.getByRole('link', { name: /Третий/ })).toHaveCount(0);
});

test('who goes to another list with a conversation open begins at its top', async ({
  sandbox,
  openConnected,
}) => {
  const { page, account } = await openConnected();
  for (const name of ['Третий', 'Второй', 'Первый']) {
    await sandbox.incoming({ account, from: { phone: newPhone('+99670'), name }, text: `Я ${name}` });
  }
  await page.goto('/dashboard/inbox');
  const rows = page.getByRole('list', { name: w.conversations }).getByRole('link');
  await expect(rows).toHaveCount(3);
  await page.getByRole('link', { name: /Второй/ }).click();
  await expect(page.getByRole('heading', { name: 'Второй' })).toBeVisible();
  await expect(page.getByRole('link', { name: /Второй/ })).not.toContainText('непрочитанн');
  await page.getByRole('button', { name: 'Непрочитанные' }).click();
  await expect(rows).toHaveCount(2);
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { name: 'Первый' })).toBeVisible();
});

test('a changed text stands there although no event tells of it', async ({ openWaiting }) => {
  const { page } = await openWaiting('Завтра');
  // A line on which nothing is said.
  await page.routeWebSocket(/api\/realtime/, () => {});
  await page.reload();
  await page.getByRole('button', { name: w.change }).click();
  const editor = page.getByRole('textbox', { name: w.changedText });
  await editor.fill('Сегодня');
  await editor.press('Enter');
  await expect(editor).toHaveCount(0);
  await expect(page.getByRole('article').filter({ hasText: 'Сегодня' })).toBeVisible();
});

test('an answer that is given when the session is over leaves after the next sign-in', async ({
  sandbox,
  openConnected,
  browser,
  webUrl,
}) => {
  const { account, organization } = await openConnected();
  // A session of its own, whose end the browser's console complains of.
  await using context = await browser.newContext({ baseURL: webUrl, locale: 'ru-RU' });
  const page = await context.newPage();
  await signIn(page, organization, w);
  await openConversation(page, sandbox, account, 'Здравствуйте');
  const composer = page.getByRole('textbox', { name: w.message });
  await composer.fill('Ответ после перерыва');
  await expect(page.getByRole('link', { name: /Айгуль/ })).not.toContainText('непрочитанн');
  const opened = new URL(page.url()).pathname;
  // Just then: whatever else asks for something first would lead away before the answer is given.
  await page.route(
    /\/api\/conversations\/[^/]+\/messages$/,
    async (route) => {
      await context.clearCookies({ name: /session/ });
      await route.continue();
    },
    { times: 1 },
  );
  await composer.press('Enter');
  // By the address alone: each refusal leads there, and the second way takes the place of the first.
  await expect(page).toHaveURL(/\/sign-in\?/);
  await page.getByLabel(w.email).fill(organization.email);
  await page.getByLabel(w.password).fill(organization.password);
  await page.getByRole('button', { name: w.signIn, exact: true }).click();
  await page.waitForURL(`**${opened}`);
  const answer = page.getByRole('article').filter({ hasText: 'Ответ после перерыва' });
  await expect(answer.getByRole('img', { name: w.sent, exact: true })).toBeVisible();
  const sent = await sandbox.messages({ account, fromMe: true });
  expect(sent.map(({ body }) => body)).toEqual(['Ответ после перерыва']);
});

test('a file that cannot be read holds nothing up, and an empty one is not taken', async ({
  sandbox,
  openConnected,
}, testInfo) => {
  const { page, account } = await openConnected();
  await openConversation(page, sandbox, account, 'Есть прайс?');
  const picker = page.locator('input[type=file]');
  await picker.setInputFiles({ name: 'Пусто.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
  await expect(page.getByText('«Пусто.txt» — пустой файл')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Убрать файл Пусто.txt' })).toHaveCount(0);

  // Saved anew by another program after it was attached. In Latin letters: without a UTF-8 locale Chromium finds no other.
  const path = testInfo.outputPath('price.txt');
  await writeFile(path, 'Розы — 150');
  await picker.setInputFiles(path);
  await expect(page.getByRole('button', { name: 'Убрать файл price.txt' })).toBeVisible();
  await writeFile(path, 'Розы — 150, пионы — 200');
  const composer = page.getByRole('textbox', { name: w.message });
  await composer.press('Enter');
  const message = page.getByRole('article').filter({ hasText: 'price.txt' });
  await expect(message).toContainText('Файл изменили, переместили или удалили');
  await composer.fill('Пришлю чуть позже');
  await composer.press('Enter');
  await expect
    .poll(async () => (await sandbox.messages({ account, fromMe: true })).map(({ body }) => body))
    .toEqual(['Пришлю чуть позже']);
  await message.getByRole('button', { name: 'Удалить' }).click();
  await expect(message).toHaveCount(0);
});
