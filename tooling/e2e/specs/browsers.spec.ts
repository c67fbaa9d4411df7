import { Buffer } from 'node:buffer';
import { expect, test } from '../fixtures.ts';
import { words } from '../words.ts';

// Browsers that lack something, as far as it can be taken from Chromium.

const w = words.ru;

test('answers and files go from a page without https, where browsers keep some things back', async ({
  openWaiting,
}) => {
  const { page } = await openWaiting('Привезём завтра');
  await page.addInitScript(() => {
    Object.defineProperty(window, 'isSecureContext', { value: false });
    Reflect.deleteProperty(Crypto.prototype, 'randomUUID');
    for (const name of ['locks', 'clipboard']) Reflect.deleteProperty(Navigator.prototype, name);
  });
  await page.reload();
  const composer = page.getByRole('textbox', { name: w.message });
  await composer.fill('Или послезавтра');
  await composer.press('Enter');
  const sent = (text: string) => page.getByRole('article').filter({ hasText: text });
  await expect(sent('Или послезавтра').getByRole('img', { name: w.queued })).toBeVisible();
  await page.locator('input[type=file]').setInputFiles({
    name: 'Прайс.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Розы — 150'),
  });
  await composer.press('Enter');
  await expect(sent('Прайс.txt').getByRole('img', { name: w.queued })).toBeVisible();
});

test('the field of an answer grows with it also where the browser’s own way of it is missing', async ({
  openWaiting,
}) => {
  const { page } = await openWaiting('Привезём завтра');
  await page.addInitScript(() => {
    const supports = CSS.supports.bind(CSS);
    CSS.supports = (...asked: [string, string?]) => asked[0] !== 'field-sizing' && supports(asked.join(':'));
    addEventListener('DOMContentLoaded', () => {
      const style = document.createElement('style');
      style.textContent = 'textarea { field-sizing: fixed !important }';
      document.head.append(style);
    });
  });
  await page.reload();
  const composer = page.getByRole('textbox', { name: w.message });
  const height = async () => (await composer.boundingBox())?.height ?? 0;
  await composer.fill('Одна строка');
  const ofOne = await height();
  await composer.fill('Первая\nВторая\nТретья');
  expect(await height()).toBeGreaterThan(ofOne + 20);
  await composer.fill('Одна строка');
  expect(await height()).toBe(ofOne);
  await composer.fill('Строка\n'.repeat(30));
  expect(await height()).toBe(160);
});
