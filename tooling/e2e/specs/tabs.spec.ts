import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { signIn } from '../steps.ts';
import { words } from '../words.ts';

// Several tabs of one browser, which share its session.

test('a tab never shows one organisation under the name of another', async ({
  sandbox,
  signUp,
  openConnected,
}) => {
  const w = words.ru;
  const { page, account } = await openConnected();
  const other = await signUp();
  await sandbox.incoming({ account, from: { phone: newPhone('+99670'), name: 'Айгуль' }, text: 'Тайна' });
  const second = await page.context().newPage();
  await second.goto('/dashboard/inbox');
  await second.getByRole('link', { name: /Айгуль/ }).click();
  await expect(second.getByRole('article').filter({ hasText: 'Тайна' })).toBeVisible();

  // Somebody else signs in in the first tab, without signing out.
  await signIn(page, other, w);
  await second.waitForURL('**/dashboard');
  await expect(second.getByText(other.name).first()).toBeVisible();
  await expect(second.getByText('Айгуль')).toHaveCount(0);

  await page.getByRole('button', { name: w.yourMenu }).click();
  await page.getByRole('menuitem', { name: w.signOut }).click();
  await expect(second).toHaveURL(/\/sign-in\?next=/);
});
