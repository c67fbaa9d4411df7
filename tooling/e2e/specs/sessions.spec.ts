import type { Page } from '@playwright/test';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { atBothSizes, onPhone } from '../sizes.ts';
import { CONNECT_MS, callApi, expectConnected, scanCode, showCode } from '../steps.ts';
import { words } from '../words.ts';

// An organisation's second number, from the first day to the last.

test(
  'add a number, link it, rename it, log out, delete it',
  atBothSizes,
  async ({ sandbox, openSignedIn }) => {
    const w = words.ru;
    const { page } = await openSignedIn();
    await addNumber(page, 'Доставка');
    await expect(page.getByRole('main').getByRole('status')).toHaveText('Не подключено');
    const channelId = page.url().split('/').at(-1);

    await page.getByRole('button', { name: w.connect, exact: true }).click();
    await expect(page.getByRole('img', { name: w.qrCode })).toBeVisible({ timeout: CONNECT_MS });
    await expectAccessible(page);
    const account = newPhone('+99655');
    await scanCode(page, sandbox, { account, name: 'Доставка' }, channelId);
    await expectConnected(page, w);
    await expect(page.getByText(account)).toBeVisible();
    await expect(page.getByRole('list', { name: 'История' })).toContainText('Ждёт привязки телефона');

    await page.getByRole('button', { name: 'Переименовать' }).click();
    await page.getByRole('textbox', { name: 'Название' }).fill('Доставка по городу');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Доставка по городу');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toHaveCount(0);
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Выйти', exact: true }).click();
    await expect(dialog).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Выйти', exact: true }).click();
    await expect(page.getByRole('main').getByRole('status')).toHaveText('Не привязан');

    await page.getByRole('button', { name: 'Удалить', exact: true }).click();
    await dialog.getByRole('button', { name: 'Удалить', exact: true }).click();
    await page.waitForURL('**/dashboard/settings/whatsapp');
    const numbers = page.getByRole('list', { name: 'Номера' });
    await expect(numbers.getByRole('listitem')).toHaveCount(1);
    await expect(numbers).not.toContainText('Доставка');
  },
);

test('link by a code that is typed on the phone', onPhone, async ({ sandbox, openSignedIn }) => {
  const w = words.en;
  const { page, organization } = await openSignedIn({ language: 'en' });
  const account = organization.phone;
  await showCode(page, w);
  await page.getByRole('button', { name: 'Link by phone number, without a camera' }).click();
  await page.getByRole('textbox', { name: 'Number of that phone' }).fill(account);
  await page.getByRole('button', { name: 'Get a code' }).click();
  const code = page.getByLabel('Code for the phone');
  await expect(code).toHaveText(/^\w{4}-\w{4}$/);
  await expect(code).toBeInViewport({ ratio: 1 });
  await expectAccessible(page);
  const pairingCode = ((await code.textContent()) ?? '').replace('-', '');
  await sandbox.do('enterPairingCode', { account, name: organization.name, pairingCode });
  await expectConnected(page, w);
});

test('the default number goes only when another takes its place, and its conversation says why it rests', async ({
  sandbox,
  openConnected,
}) => {
  const w = words.en;
  const { page, account } = await openConnected({ language: 'en' });
  await sandbox.incoming({
    account,
    from: { phone: newPhone('+99670'), name: 'Aigul' },
    text: 'Good morning',
  });
  await page.goto('/dashboard/settings/whatsapp');
  await addNumber(page, 'Delivery', ['Add a number', 'Name', 'Add']);
  await page.getByRole('link', { name: 'All numbers' }).click();
  const numbers = page.getByRole('list', { name: 'Numbers' });
  await numbers.getByRole('link', { name: 'WhatsApp', exact: true }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('combobox', { name: 'New default number' })).toHaveText('Delivery');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(numbers.getByRole('listitem')).toHaveCount(1);
  await expect(numbers).toContainText('Default');
  await page.goto('/dashboard/inbox');
  await page.getByRole('link', { name: /Aigul/ }).click();
  await expect(page.getByText('was deleted. The conversation can be read')).toBeVisible();
  await expect(page.getByRole('article').filter({ hasText: 'Good morning' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: w.message })).toHaveCount(0);
});

test('a number that a colleague deletes meanwhile does not take the default one’s place', async ({
  openSignedIn,
}) => {
  const { page } = await openSignedIn({ language: 'en' });
  const add = (name: string) => callApi(page, 'POST', '/api/sessions', { name });
  await add('Delivery');
  const { channelId } = await add('Workshop');
  await page.goto('/dashboard/settings/whatsapp');
  const numbers = page.getByRole('list', { name: 'Numbers' });
  await numbers.getByRole('link', { name: 'WhatsApp', exact: true }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const successor = dialog.getByRole('combobox', { name: 'New default number' });
  await successor.selectOption('Workshop');
  await page.evaluate((id) => fetch(`/api/sessions/${id}`, { method: 'DELETE' }), String(channelId));
  await expect(successor.getByRole('option')).toHaveText(['Delivery']);
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(numbers.getByRole('listitem')).toHaveCount(1);
  await expect(numbers).toContainText('Delivery');
});

async function addNumber(page: Page, name: string, labels = ['Добавить номер', 'Название', 'Добавить']) {
  const [open = '', field = '', add = ''] = labels;
  await page.goto('/dashboard/settings/whatsapp');
  await page.getByRole('button', { name: open, exact: true }).click();
  await page.getByRole('textbox', { name: field }).fill(name);
  await page.getByRole('button', { name: add, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
}

test('another phone is linked: the number says which one it is now, and which it was', async ({
  sandbox,
  openConnected,
}) => {
  const w = words.ru;
  const { page, account } = await openConnected();
  await page.goto('/dashboard/settings/whatsapp');
  await sandbox.do('logout', { account });
  const numbers = page.getByRole('list', { name: 'Номера' });
  await expect(numbers).toContainText('Ждёт привязки телефона', { timeout: CONNECT_MS });
  await numbers.getByRole('link', { name: 'WhatsApp', exact: true }).click();
  await expect(page.getByRole('img', { name: w.qrCode })).toBeVisible({ timeout: CONNECT_MS });
  const other = newPhone('+99655');
  await scanCode(page, sandbox, { account: other, name: 'Магазин' });
  await expectConnected(page, w);
  const note = page.getByText(/Привязан другой телефон/);
  await expect(note).toContainText(`теперь ${other}`);
  await expect(note).toContainText(`был ${account}`);
  await expectAccessible(page);
  await page.goto('/dashboard/settings/activity');
  const entry = page.getByText(/привязан другой телефон/);
  await expect(entry).toContainText(`теперь ${other}`);
  await expect(entry).toContainText(`раньше был ${account}`);
});
