import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { words } from '../words.ts';

test('a day in the inbox without the mouse', async ({ sandbox, openConnected }) => {
  const w = words.ru;
  const { page, account } = await openConnected();
  for (const name of ['Первый', 'Второй']) {
    await sandbox.incoming({ account, from: { phone: newPhone('+99670'), name }, text: `Я ${name}` });
  }
  await page.goto('/dashboard/inbox');
  const rows = page.getByRole('list', { name: w.conversations }).getByRole('link');
  await expect(rows).toHaveCount(2);

  const field = page.getByRole('combobox', { name: w.search });
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  // Faster than the search answers: the first of what is found opens, not the top of the list.
  await page.keyboard.type('Первый');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Первый' })).toBeVisible();
  await field.fill('');
  await expect(rows).toHaveCount(2);

  // Whoever only wants to scroll opens nothing.
  const isUntouched = () =>
    page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      return document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, cancelable: true }),
      );
    });
  expect(await isUntouched()).toBe(true);

  await page.getByRole('textbox', { name: w.message }).focus();
  await page.keyboard.type('Черновик');
  // Faster than the next conversation opens: it is written to the one that opens, not to the one that is left.
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.type('Второму ');
  await expect(page.getByRole('heading', { name: 'Второй' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: w.message })).toBeFocused();
  await page.keyboard.type('ответ');
  await expect(page.getByRole('textbox', { name: w.message })).toHaveValue('Второму ответ');
  // What was begun there before goes on.
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.type(', дальше');
  await expect(page.getByRole('textbox', { name: w.message })).toHaveValue('Черновик, дальше');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('вторая строка');
  await page.keyboard.press('Enter');
  const answer = page.getByRole('article').filter({ hasText: 'вторая строка' });
  await expect(answer.getByRole('img', { name: w.sent, exact: true })).toBeVisible();
  const sent = await sandbox.messages({ account, fromMe: true });
  expect(sent.map(({ body }) => body)).toEqual(['Черновик, дальше\nвторая строка']);
});
