import type { Page } from '@playwright/test';
import { addDeadLetters } from '@soul-kg-crm/tooling/add-dead-letters';
import { productAddresses } from '@soul-kg-crm/tooling/shared-addresses';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { atBothSizes } from '../sizes.ts';
import { callApi, openConversation, organizationOf } from '../steps.ts';
import { words } from '../words.ts';

// What an administrator sees when messages do not leave, and what can be done about it.

test(
  'a number that is not connected says so where its messages wait',
  atBothSizes,
  async ({ openSignedIn }) => {
    const { page } = await openSignedIn();
    await page.goto('/dashboard/settings/whatsapp');
    await page.getByRole('main').getByRole('link', { name: 'Очереди' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Очереди');
    await expect(page.getByText('Ничего не ждёт.')).toBeVisible();
    await expect(page.getByText('Все сообщения ушли.')).toBeVisible();
    await expect(page.getByText('Всё, что пришло, разобрано.')).toBeVisible();
    await callApi(page, 'POST', '/api/whatsapp/send', { to: newPhone('+99670'), content: 'Здравствуйте!' });
    // Nobody reloads: the page looks by itself.
    const numbers = page.getByRole('list', { name: 'По номерам' });
    await expect(numbers).toContainText('Номер не подключён');
    await expect(numbers).toContainText('Самое старое ждёт');
    await expectAccessible(page);
  },
);

test('a message that failed is found here, with its conversation, and sent again', async ({
  sandbox,
  openConnected,
}) => {
  const w = words.en;
  const { page, account } = await openConnected({ language: 'en', theme: 'dark' });
  await openConversation(page, sandbox, account, 'Good morning');
  await sandbox.do('faults', { account, refusesSends: true });
  await page.getByRole('textbox', { name: w.message }).fill('Good morning, Aigul');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: w.failed, exact: true })).toBeVisible();

  await page.goto('/dashboard/settings/queues');
  const failed = page.getByRole('list', { name: 'Messages that were not sent' });
  await expect(failed.getByRole('link', { name: 'Айгуль' })).toBeVisible();
  await expectAccessible(page);
  await sandbox.do('faults', { account, refusesSends: false });
  await page.getByRole('button', { name: 'Send all again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send all again' }).click();
  await expect(page.getByText('All messages have left.')).toBeVisible();
  await expect
    .poll(async () => (await sandbox.messages({ account, fromMe: true })).length)
    .toBeGreaterThan(0);
});

test('whoever works by keys keeps their place when a row goes', async ({ sandbox, openConnected }) => {
  const { page, account } = await openConnected({ language: 'en' });
  await sandbox.do('faults', { account, refusesSends: true });
  const send = (to: string) =>
    callApi(page, 'POST', '/api/whatsapp/send', { to, content: 'Good morning', priority: 10 });
  await send(newPhone('+99671'));
  await send(newPhone('+99672'));
  await page.goto('/dashboard/settings/queues');
  const region = page.getByRole('region', { name: 'Messages that were not sent' });
  const failed = region.getByRole('list');
  await expect(failed.getByRole('listitem')).toHaveCount(2);
  for (const left of [1, 0]) {
    await failed.getByRole('button', { name: 'Put aside' }).first().press('Enter');
    await expect(failed.getByRole('listitem')).toHaveCount(left);
    await expect(region).toBeFocused();
  }
  await send(newPhone('+99673'));
  await expect(failed.getByRole('listitem')).toHaveCount(1);
  await region.getByRole('button', { name: 'Put all aside' }).press('Enter');
  await confirmByKeys(page, 'Put all aside');
  await expect(page.getByText('All messages have left.')).toBeVisible();
  await expect(region).toBeFocused();
});

test('what could not be read is put aside one by one, without the mouse', async ({ openSignedIn }) => {
  const { page } = await openSignedIn({ language: 'ru', theme: 'dark' });
  await openDeadLetters(page, 2);
  const region = page.getByRole('region', { name: 'Неразобранные входящие' });
  await expect(region.getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page);
  for (const left of [1, 0]) {
    await region.getByRole('button', { name: 'Убрать' }).first().press('Enter');
    await confirmByKeys(page, 'Убрать');
    await expect(region.getByRole('listitem')).toHaveCount(left);
    await expect(region).toBeFocused();
  }
  await expect(region).toContainText('Всё, что пришло, разобрано.');
});

test('a list that is longer than the screen stays where it is when a row goes', async ({ openSignedIn }) => {
  const { page } = await openSignedIn({ language: 'en' });
  await openDeadLetters(page, 12);
  const region = page.getByRole('region', { name: 'Incoming events that could not be read' });
  await expect(region.getByRole('listitem')).toHaveCount(12);
  // What stands above it has come, too.
  await expect(page.getByText('Nothing waits.')).toBeVisible();
  await expect(page.getByText('All messages have left.')).toBeVisible();
  const first = region.getByRole('button', { name: 'Dismiss' }).first();
  await first.evaluate((button) => button.scrollIntoView({ block: 'end' }));
  await first.hover();
  const top = () => region.evaluate((list) => Math.round(list.getBoundingClientRect().top));
  const before = await top();
  await first.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).click();
  await expect(region.getByRole('listitem')).toHaveCount(11);
  await expect(region).toBeFocused();
  await expect.poll(top).toBe(before);
});

/** Presses a dialog's button once the dialog itself has taken the focus, which it does a moment after it opens. */
async function confirmByKeys(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator(':focus')).toBeVisible();
  await dialog.getByRole('button', { name }).press('Enter');
}

/** The page of the queues, where so many incoming events could not be read. */
async function openDeadLetters(page: Page, count: number): Promise<void> {
  await addDeadLetters(productAddresses().databaseUrl, await organizationOf(page), count);
  await page.goto('/dashboard/settings/queues');
}
