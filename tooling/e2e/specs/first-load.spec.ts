import { gzipSync } from 'node:zlib';
import { expect, test } from '../fixtures.ts';
import { signIn } from '../steps.ts';
import { words } from '../words.ts';

const LIMIT_KB = 300;

test('the inbox comes with at most 300 KB of JavaScript', async ({ signUp, openPage }) => {
  const page = await openPage({ language: 'ru' });
  await signIn(page, await signUp(), words.ru);
  const inbox = await page.context().newPage();
  const sizes: Promise<number>[] = [];
  inbox.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await inbox.goto('/dashboard/inbox');
  await expect(inbox.getByRole('heading', { level: 1, name: words.ru.conversations })).toBeVisible();
  await inbox.waitForLoadState('networkidle');
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1024;
  console.log(
    `first load of the inbox: ${total.toFixed(0)} KB of gzipped JavaScript in ${sizes.length} files`,
  );
  expect(total).toBeLessThan(LIMIT_KB);
});
