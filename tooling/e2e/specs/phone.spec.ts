import { expect, test } from '../fixtures.ts';
import { codeOf, expectConnected, showCode, signIn } from '../steps.ts';
import { words } from '../words.ts';

// The same walk with the sandbox phone in the other hand, as somebody does who tries the product.

test('scan with the sandbox phone, write and call as a customer, answer', async ({
  phoneUrl,
  signUp,
  openPage,
}) => {
  const w = words.en;
  const organization = await signUp();
  const dashboard = await openPage({ language: 'en' });
  await signIn(dashboard, organization, w);
  await showCode(dashboard, w);

  const phone = await openPage({ language: 'en' });
  await phone.goto(phoneUrl);
  // Other specs may show a code at the same time: their own. Each stands only for a while.
  await expect(async () => {
    const shown = encodeURIComponent((await codeOf(dashboard)).split(',')[0]?.slice(-12) ?? '');
    const card = phone.getByRole('listitem').filter({ has: phone.locator(`img[src*="${shown}"]`) });
    await card.getByRole('button', { name: 'Scan the code' }).click({ timeout: 5_000 });
  }).toPass();
  await expectConnected(dashboard, w);

  await phone
    .getByRole('button', { name: /Aigul|Айгуль/ })
    .first()
    .click();
  await phone.getByRole('textbox', { name: 'Message', exact: true }).fill('Are you open today?');
  await phone.getByRole('button', { name: 'Send', exact: true }).click();

  await dashboard.goto('/dashboard/inbox');
  await dashboard.getByRole('link', { name: /Are you open today\?/ }).click();
  await dashboard.getByRole('textbox', { name: w.message }).fill('Until seven.');
  await dashboard.keyboard.press('Enter');
  await expect(phone.getByText('Until seven.')).toBeVisible();
  const answer = dashboard.getByRole('article').filter({ hasText: 'Until seven.' });
  await expect(answer.getByRole('img', { name: w.read })).toBeVisible();

  await phone.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(phone.getByRole('article').last()).toHaveText(/^ ?Call/);
  await expect(dashboard.getByRole('article').last()).toContainText(w.called);
});
