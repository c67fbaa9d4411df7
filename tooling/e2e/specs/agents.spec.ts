import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { callApi } from '../steps.ts';
import { words } from '../words.ts';

// The assistant answers until a person does.

test('switch the assistant on, let it answer a burst, take over, give back', async ({
  sandbox,
  openConnected,
}) => {
  const w = words.ru;
  const { page, account } = await openConnected();

  await page.goto('/dashboard/settings/whatsapp');
  await page.getByRole('link', { name: 'Автоответы' }).click();
  await page.getByRole('combobox', { name: 'Кто отвечает первым' }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Добавить ответ' }).click();
  await page.getByRole('textbox', { name: 'Слова' }).fill('цен, сколько стоит');
  await page.getByRole('textbox', { name: 'Ответ', exact: true }).fill('Розы 120 сом.');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Сохранено', { exact: true })).toBeVisible();
  await expectAccessible(page);

  const customer = { phone: newPhone('+99670'), name: 'Айгуль' };
  for (const text of ['Салам!', 'хочу розы', 'какая цена?']) {
    await sandbox.incoming({ account, from: customer, text });
  }
  await page.goto('/dashboard/inbox');
  await page.getByRole('link', { name: /Айгуль/ }).click();
  const strip = page.getByRole('region', { name: 'Кто отвечает' });
  await expect(strip.getByRole('status')).toHaveText('Отвечает ассистент');
  const answer = page.getByRole('article', { name: /Ассистент/ });
  await expect(answer.getByRole('img', { name: w.sent, exact: true })).toBeVisible({ timeout: 45_000 });
  expect(await sandbox.messages({ account, fromMe: true })).toMatchObject([{ body: 'Розы 120 сом.' }]);
  await expectAccessible(page);

  // Whoever goes elsewhere before it is done stays there: what they type is not meant for the customer.
  const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
  await page.route(/\/api\/conversations\/[^/]+$/, async (route) => {
    if (route.request().method() === 'PATCH') await isFree;
    await route.fallback();
  });
  await strip.getByRole('button', { name: 'Взять на себя' }).click();
  const search = page.getByRole('combobox', { name: w.search });
  await search.click();
  free();
  await expect(strip.getByRole('status')).toHaveText('Отвечает человек');
  await expect(strip.getByRole('button', { name: 'Вернуть ассистенту' })).toBeEnabled();
  await page.keyboard.type('Ай');
  await expect(search).toHaveValue('Ай');
  await search.fill('');
  await expectAccessible(page);
  await strip.getByRole('button', { name: 'Вернуть ассистенту' }).click();
  // What comes before it is given back is left to people.
  await expect(strip.getByRole('status')).toHaveText('Отвечает ассистент');
  await sandbox.incoming({ account, from: customer, text: 'позовите оператора' });
  await expect(strip.getByRole('status')).toHaveText(/Клиент просит человека/);
  await expectAccessible(page);
  await page.getByRole('textbox', { name: w.message }).fill('Я здесь!');
  await page.keyboard.press('Enter');
  await expect(strip.getByRole('status')).toHaveText('Отвечает человек');
});

test('a customer who is handed over before the page’s line is open calls somebody once it is', async ({
  sandbox,
  openConnected,
}) => {
  const { page, account } = await openConnected();
  await callApi(page, 'PUT', '/api/agents/settings/{organizationId}', { agentType: 'receptionist' });
  const customer = (name: string) => ({ phone: newPhone('+99670'), name });
  const waiting = async () => {
    const { items } = await callApi(page, 'GET', '/api/conversations?agentState=HANDED_OVER');
    return Array.isArray(items) ? items.length : 0;
  };
  // Who waits already stands in the list.
  await sandbox.incoming({ account, from: customer('Бакыт'), text: 'позовите оператора' });
  await expect.poll(waiting).toBe(1);
  const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
  await page.routeWebSocket(/\/api\/realtime/, async (line) => {
    await isFree;
    line.connectToServer();
  });
  // Times of hand-overs are told apart by more than the clocks of two processes may differ.
  const begun = Date.now();
  await expect.poll(() => Date.now() - begun).toBeGreaterThan(2_000);
  await page.goto('/dashboard/clients');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await sandbox.incoming({ account, from: customer('Айгуль'), text: 'позовите оператора' });
  await expect.poll(waiting).toBe(2);
  const calls = page.getByRole('listitem').filter({ hasText: words.ru.open });
  await expect(calls).toHaveCount(0);
  free();
  await expect(calls.filter({ hasText: 'Айгуль' })).toBeVisible();
  await expect(calls).toHaveCount(1);
});
