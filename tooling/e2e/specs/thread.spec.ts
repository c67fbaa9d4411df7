import type { Page } from '@playwright/test';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { atBothSizes } from '../sizes.ts';
import { callApi } from '../steps.ts';
import { words } from '../words.ts';

const EARLIER = 60;

/** Keeps back what is asked of the thread's newest messages; says how often it was asked for. */
async function holdNewest(page: Page) {
  const { promise: freed, resolve: free } = Promise.withResolvers<void>();
  const held = { count: 0 };
  await page.route(/\/api\/conversations\/[^/]+\/messages\?/, async (route) => {
    if (!new URL(route.request().url()).searchParams.has('cursor')) {
      held.count += 1;
      await freed;
    }
    // Whoever asked may have thought better of it.
    await route.continue().catch(() => {});
  });
  return { held, free };
}

test('a message that comes in while one scrolls up is not lost to the earlier ones', async ({
  sandbox,
  openConnected,
}) => {
  const w = words.ru;
  const { page, account } = await openConnected();
  const from = { phone: newPhone('+99670'), name: 'Айгуль' };
  for (let n = 1; n <= EARLIER; n += 1) await sandbox.incoming({ account, from, text: `Вопрос ${n}` });
  await page.goto('/dashboard/inbox');
  await page.getByRole('link', { name: new RegExp(`Вопрос ${EARLIER}`) }).click();
  const article = (text: string) =>
    page.getByRole('article').filter({ has: page.getByText(text, { exact: true }) });
  await expect(article(`Вопрос ${EARLIER}`)).toBeInViewport();

  const { held, free } = await holdNewest(page);
  await sandbox.incoming({ account, from, text: 'Вы ещё здесь?' });
  await expect.poll(() => held.count).toBeGreaterThan(0);
  await page.getByRole('article').first().scrollIntoViewIfNeeded();
  // Whoever watches the top has been told that it is near.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  free();
  await expect(article('Вы ещё здесь?')).toHaveCount(1);
  await expect(article('Вопрос 1')).toHaveCount(1);
  await page.getByRole('button', { name: w.oneNewMessage }).click();
  await expect(article('Вы ещё здесь?')).toBeInViewport();
});

test('a new message leaves the others where they stand, and what is written in one of them', async ({
  openWaiting,
}) => {
  const w = words.ru;
  const earlier = Array.from({ length: EARLIER }, (_, n) => `Ответ ${n + 1}`);
  const { page, conversationId } = await openWaiting(...earlier, 'Привезём завтра');
  const answer = page.getByRole('article').filter({ hasText: 'Привезём завтра' });
  await answer.getByRole('button', { name: w.change }).click();
  const editor = page.getByRole('textbox', { name: w.changedText });
  await editor.fill('Привезём сегодня');
  const oldest = await page.getByRole('article').first().textContent();

  // The newest page holds one message less of the past for each that comes behind them.
  await callApi(page, 'POST', `/api/conversations/${conversationId}/messages`, {
    clientMessageId: crypto.randomUUID(),
    content: 'Из другого окна',
  });
  await expect(page.getByRole('article').filter({ hasText: 'Из другого окна' })).toBeVisible();
  await expect(page.getByRole('article').first()).not.toHaveText(oldest ?? '');
  await expect(editor).toHaveValue('Привезём сегодня');
  await expect(editor).toBeFocused();
});

test(
  'what a customer corrects, deletes or reacts to on their phone says so in the open thread',
  atBothSizes,
  async ({ sandbox, openConnected }, testInfo) => {
    const { page, account } = await openConnected();
    const from = { phone: newPhone('+99670'), name: 'Айгуль' };
    const { id: corrected } = await sandbox.incoming({ account, from, text: 'Буду в пять' });
    const { id: deleted } = await sandbox.incoming({ account, from, text: 'Это не вам' });
    await page.goto('/dashboard/inbox');
    await page.getByRole('link', { name: /Айгуль/ }).click();
    const article = (text: string) =>
      page.getByRole('article').filter({ has: page.getByText(text, { exact: true }) });
    await expect(article('Буду в пять')).toBeVisible();
    await sandbox.do('edit', { account, messageId: corrected, text: 'Буду в шесть' });
    await expect(article('Буду в шесть').getByText('изменено')).toBeVisible();
    await sandbox.do('takeBack', { account, messageId: deleted });
    await expect(article('Это не вам').getByText('Клиент удалил это сообщение')).toBeVisible();
    await sandbox.do('ownMessage', { account, to: from, text: 'Ждём вас в шесть?' });
    await expect(article('Ждём вас в шесть?')).toBeVisible();
    const [question] = await sandbox.messages({ account, fromMe: true });
    const react = (emoji: string) =>
      sandbox.do('react', { account, messageId: question?.id ?? '', from: from.phone, emoji });
    await react('👍');
    const reaction = article('Ждём вас в шесть?').getByText('Реакция: Айгуль: 👍');
    await expect(reaction).toBeVisible();
    if (testInfo.project.name === 'desktop') {
      await expect(page.getByRole('link', { name: /Ждём вас в шесть\?.*Реакция клиента: 👍/ })).toBeVisible();
    }
    await expectAccessible(page);
    await page.screenshot({ path: testInfo.outputPath('thread.png') });
    await react('');
    await expect(reaction).toHaveCount(0);
  },
);

test('a message that cannot be read says where it can be, and becomes its text in its place', async ({
  sandbox,
  openConnected,
}) => {
  const { page, account } = await openConnected();
  const from = { phone: newPhone('+99670'), name: 'Айгуль' };
  await sandbox.incoming({ account, from, text: 'Добрый день' });
  const { id: messageId } = await sandbox.incoming({
    ...{ account, from, text: 'Адрес: Чуй 115', decryptedAfterMs: null },
  });
  await page.goto('/dashboard/inbox');
  // WhatsApp has 15 s to deliver the key.
  const row = page.getByRole('link', { name: /Сообщение: прочитайте на телефоне/ });
  await expect(row).toBeVisible({ timeout: 45_000 });
  await sandbox.incoming({ account, from, text: 'Вы там?' });
  await page.getByRole('link', { name: /Вы там/ }).click();
  const articles = page.getByRole('article');
  await expect(articles).toContainText(['Добрый день', 'можно прочитать только на телефоне', 'Вы там?']);
  await sandbox.do('decrypt', { account, messageId });
  await expect(articles).toContainText(['Добрый день', 'Адрес: Чуй 115', 'Вы там?']);
  await expect(page.getByText('можно прочитать только на телефоне')).toHaveCount(0);
});
