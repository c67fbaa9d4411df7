import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { atBothSizes } from '../sizes.ts';
import { callApi, openConversation, untilDisconnected } from '../steps.ts';
import { words } from '../words.ts';

test('a dashboard that was cut off shows what it missed', async ({ sandbox, openConnected }) => {
  const { page, account } = await openConnected();
  const from = { phone: newPhone('+99670'), name: 'Тимур' };
  await page.goto('/dashboard/inbox');
  await sandbox.incoming({ account, from, text: 'до обрыва' });
  await expect(page.getByText('до обрыва')).toBeVisible();

  await page.evaluate(() => {
    // A browser without a network says so; the page hears it as a person's laptop would.
    window.dispatchEvent(new Event('offline'));
  });
  await page.context().setOffline(true);
  await sandbox.incoming({ account, from, text: 'во время обрыва' });
  await page.context().setOffline(false);
  await expect(page.getByText('во время обрыва')).toBeVisible();
});

test(
  'a call stands in the inbox and in its conversation, which says where calls are answered',
  atBothSizes,
  async ({ sandbox, openConnected }) => {
    const w = words.ru;
    const { page, account } = await openConnected();
    const from = { phone: newPhone('+99670'), name: 'Тимур' };
    await page.goto('/dashboard/inbox');
    await sandbox.do('call', { account, from, hasVoip: true });
    const row = page.getByRole('link', { name: /Тимур/ });
    await expect(row).toContainText(w.called);
    await expect(row).toContainText('1');
    await sandbox.do('call', { account, from, isVideo: true });
    await expect(row).toContainText(w.calledByVideo);
    await expectAccessible(page);

    await row.click();
    const calls = page.getByRole('article', { name: /Тимур/ });
    await expect(calls).toHaveText([
      new RegExp(`${w.called}.*${w.callsOnPhone}`),
      new RegExp(`${w.calledByVideo}.*${w.callsOnPhone}`),
    ]);
    // There is nothing to quote.
    await expect(page.getByRole('button', { name: w.reply, exact: true })).toHaveCount(0);
    await expectAccessible(page);
    await sandbox.incoming({ account, from, text: 'Не дозвонился до вас' });
    await expect(calls.last().getByRole('button', { name: w.reply, exact: true })).toHaveCount(1);
  },
);

test('a message that failed says why and goes again from its place', async ({ sandbox, openConnected }) => {
  const w = words.ru;
  const { page, account } = await openConnected();
  await openConversation(page, sandbox, account, 'Здравствуйте');
  await sandbox.do('faults', { account, refusesSends: true });
  await page.getByRole('textbox', { name: w.message }).fill('Слушаю вас');
  await page.keyboard.press('Enter');
  const answer = page.getByRole('article').filter({ hasText: 'Слушаю вас' });
  await expect(answer.getByRole('img', { name: w.failed, exact: true })).toBeVisible();
  await sandbox.do('faults', { account, refusesSends: false });
  await answer.getByRole('button', { name: w.retry }).click();
  await expect(answer.getByRole('img', { name: w.sent, exact: true })).toBeVisible();
  const sent = await sandbox.messages({ account, fromMe: true });
  expect(sent.filter(({ body, ack }) => body === 'Слушаю вас' && ack > 0)).toHaveLength(1);
});

test('a message that waits is changed, taken back and sent after all', async ({ sandbox, openConnected }) => {
  const w = words.ru;
  const { page, account } = await openConnected();
  await openConversation(page, sandbox, account, 'Добрый день');
  await callApi(page, 'POST', '/api/whatsapp/disconnect/{organizationId}', {});
  await untilDisconnected(sandbox, account);
  await page.getByRole('textbox', { name: w.message }).fill('Цена 1OO сом');
  await page.keyboard.press('Enter');
  const answer = page.getByRole('article').filter({ hasText: 'сом' });
  await answer.getByRole('button', { name: w.change }).click();
  await page.getByRole('textbox', { name: w.changedText }).fill('Цена 100 сом');
  await page.keyboard.press('Enter');
  await expect(answer.getByText('Цена 100 сом')).toBeVisible();
  // The editor is gone, and whoever works by keys goes on writing.
  await expect(page.getByRole('textbox', { name: w.message })).toBeFocused();
  await answer.getByRole('button', { name: w.doNotSend }).click();
  await expect(answer.getByRole('img', { name: w.failed, exact: true })).toBeVisible();
  await answer.getByRole('button', { name: w.retry }).click();
  await expect(answer.getByRole('button', { name: w.doNotSend })).toBeVisible();
  // What is being changed when it leaves stays with whoever writes it, and goes on as a message of its own.
  await answer.getByRole('button', { name: w.change }).click();
  await page.getByRole('textbox', { name: w.changedText }).fill('Цена 200 сом');
  await callApi(page, 'POST', '/api/whatsapp/connect', {});
  await expect
    .poll(async () => (await sandbox.messages({ account, fromMe: true })).map(({ body }) => body), {
      timeout: 60_000,
    })
    .toEqual(['Цена 100 сом']);
  await expect(answer.getByRole('alert')).toBeVisible();
  await page.getByRole('textbox', { name: w.changedText }).press('Enter');
  await expect(page.getByRole('textbox', { name: w.message })).toHaveValue('Цена 200 сом');
  await expect(page.getByRole('textbox', { name: w.message })).toBeFocused();
});
