import type { Page } from '@playwright/test';
import type { SandboxClient } from '@soul-kg-crm/sandbox/client';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { onPhone, onPhoneIf } from '../sizes.ts';
import { callApi } from '../steps.ts';
import type { Language } from '../words.ts';

// A bulk send from the first click to the last message: switched on, chosen, previewed, confirmed, paused, watched.

const texts = {
  ru: {
    title: 'Рассылки',
    off: 'Массовая отправка выключена',
    new: 'Новая рассылка',
    byHand: 'Вручную',
    content: 'Текст сообщения',
    preview: 'Предпросмотр',
    total: 'Получат 4 клиента',
    sameText: /Все получат одинаковый текст/,
    confirm: /Понимаю, сколько клиентов/,
    send: 'Отправить 4 сообщения',
    number: 'С какого номера',
    pause: 'Пауза',
    paused: 'На паузе',
    resume: 'Продолжить',
    done: 'Готово: 4 из 4',
    completed: 'Завершена',
    message: 'До пятницы скидка на розы — 20 %.',
  },
  en: {
    title: 'Bulk sends',
    off: 'Bulk sending is switched off',
    new: 'New bulk send',
    byHand: 'By hand',
    content: 'Text of the message',
    preview: 'Preview',
    total: '3 clients will get it',
    sameText: /Everybody gets the same text/,
    confirm: /I understand how many get it/,
    send: 'Send 3 messages',
    number: 'From which number',
    pause: 'Pause',
    paused: 'Paused',
    resume: 'Go on',
    done: '3 of 3 done',
    completed: 'Finished',
    message: 'Roses are 20 % off until Friday.',
  },
} as const;

const names = ['Айгуль', 'Тимур', 'Olga'];
const latecomer = 'Нурлан';

for (const language of ['ru', 'en'] satisfies Language[]) {
  test(
    `choose clients, write, preview, confirm, pause, watch the progress (${language})`,
    onPhoneIf(language === 'en'),
    async ({ sandbox, openConnected }) => {
      const t = texts[language];
      const theme = language === 'en' ? 'dark' : 'light';
      const { page, account } = await openConnected({ language, theme });
      await addClients(page, sandbox, account, names);

      await page.goto('/dashboard/broadcasts');
      await expect(page.getByRole('heading', { name: t.off })).toBeVisible();
      await expectAccessible(page);
      await switchOn(page);
      const recipients = language === 'ru' ? [...names, latecomer] : names;
      // Its refusal makes the console complain, and should: it gets a window of its own.
      if (language === 'ru') await lookBeforeLatecomer(await page.context().newPage(), sandbox, account);
      if (language === 'en') await callApi(page, 'POST', '/api/sessions', { name: 'Second shop' });
      await page.reload();
      await page.getByRole('link', { name: t.new }).click();

      if (language === 'en') {
        await chooseNumber(page);
        await page.getByRole('radio', { name: t.byHand }).check();
        for (const name of names) await page.getByRole('checkbox', { name: new RegExp(name) }).check();
      }
      await page.getByRole('textbox', { name: t.content }).fill(t.message);
      await expect(page.getByRole('heading', { name: t.number })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: t.preview }).click();
      await expect(page.getByText(t.total)).toBeVisible();
      await expect(page.getByText(t.sameText)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('checkbox', { name: t.confirm }).check();
      await page.getByRole('button', { name: t.send }).click();

      const status = page.getByRole('main').getByRole('status');
      await page.getByRole('button', { name: t.pause }).click();
      await expect(status).toHaveText(t.paused);
      await expectAccessible(page);
      await callApi(page, 'PUT', '/api/whatsapp/settings/{organizationId}', {
        rateLimiting: { messagesPerMinute: 20 },
      });
      await page.getByRole('button', { name: t.resume }).click();
      await expect(status).toHaveText(t.completed, { timeout: 90_000 });
      await expect(page.getByText(t.done)).toBeVisible();
      const sent = await sandbox.messages({ account, fromMe: true });
      expect(sent.map(({ body, receivedCount }) => [body, receivedCount])).toEqual(
        recipients.map(() => [t.message, 1]),
      );
      expect(new Set(sent.map(({ chat }) => chat)).size).toBe(recipients.length);

      await page.goto('/dashboard/broadcasts');
      await expect(page.getByRole('list', { name: t.title }).getByRole('link')).toContainText(t.message);
      await expectAccessible(page);
    },
  );
}

const earlier = {
  ru: {
    alert: /Прежний вариант этой рассылки уже принят/,
    open: 'Открыть прежнюю рассылку',
    change: 'Изменить',
    send: 'Отправить 1 сообщение',
  },
  en: {
    alert: /An earlier version of this bulk send was accepted already/,
    open: 'Open the earlier one',
    change: 'Change',
    send: 'Send 1 message',
  },
} as const;

for (const language of ['ru', 'en'] satisfies Language[]) {
  test(
    `a draft that was changed after a lost answer is not taken for what was sent (${language})`,
    onPhoneIf(language === 'en'),
    async ({ sandbox, openConnected }) => {
      const t = { ...texts[language], ...earlier[language] };
      const theme = language === 'en' ? 'dark' : 'light';
      const { page: first, account } = await openConnected({ language, theme });
      await switchOn(first);
      await addClients(first, sandbox, account, ['Айгуль']);
      // The lost answer and the refusal make the console complain, and should: a window of its own.
      const page = await first.context().newPage();
      const write = async (text: string) => {
        await page.getByRole('textbox', { name: t.content }).fill(text);
        await page.getByRole('button', { name: t.preview }).click();
        await page.getByRole('button', { name: t.send }).click();
      };
      await page.goto('/dashboard/broadcasts/new');
      await page.route('**/api/broadcasts', async (route) => {
        await route.fetch();
        await route.abort();
      });
      await write(t.message);
      await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
      await page.unroute('**/api/broadcasts');
      await page.getByRole('button', { name: t.change }).click();
      await write(`${t.message} ☺`);
      await expect(page.getByRole('main').getByRole('alert')).toHaveText(t.alert);
      await expectAccessible(page);
      await page.getByRole('link', { name: t.open }).click();
      await expect(page.getByText(t.message, { exact: true })).toBeVisible();
      await page.goto('/dashboard/broadcasts/new');
      await expect(page.getByRole('textbox', { name: t.content })).toHaveValue(`${t.message} ☺`);
      await page.close();
    },
  );
}

test('what was counted for other clients than are chosen by now is not shown', async ({ openSignedIn }) => {
  const t = texts.en;
  const { page } = await openSignedIn({ language: 'en' });
  const [first, second] = [newPhone('+99670'), newPhone('+99671')];
  for (const to of [first, second]) {
    await callApi(page, 'POST', '/api/whatsapp/send', { to, content: 'Good morning' });
  }
  await switchOn(page);
  await page.goto('/dashboard/broadcasts/new');
  await page.getByRole('textbox', { name: t.content }).fill(t.message);
  await page.getByRole('radio', { name: t.byHand }).check();
  await page.getByRole('checkbox', { name: first }).check();
  // Enter looks for somebody, and is not done with the choice.
  const search = page.getByRole('searchbox', { name: 'Search by name or number' });
  await search.fill(second);
  await search.press('Enter');
  await expect(page.getByRole('checkbox', { name: first })).toHaveCount(0);
  await expect(page.getByRole('checkbox', { name: second })).toBeVisible();
  await search.fill('');
  const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
  await page.route('**/api/broadcasts/preview', async (route) => {
    await isFree;
    await route.continue();
  });
  const answered = page.waitForResponse('**/api/broadcasts/preview');
  await page.getByRole('button', { name: t.preview }).click();
  await page.getByRole('checkbox', { name: first }).uncheck();
  await page.getByRole('checkbox', { name: second }).check();
  free();
  await (await answered).finished();
  await expect(page.getByRole('checkbox', { name: second })).toBeChecked();
  await expect(page.getByRole('button', { name: t.preview })).toBeEnabled();
  await page.getByRole('button', { name: t.preview }).click();
  await expect(page.getByText('1 client will get it')).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: second })).toBeVisible();
});

test('a choice whose numbers are all hidden says so', onPhone, async ({ sandbox, openConnected }) => {
  const { page, account } = await openConnected({ language: 'ru', theme: 'dark' });
  await switchOn(page);
  await addClients(page, sandbox, account, ['Айгуль'], { usesLid: true });
  await page.goto('/dashboard/broadcasts/new');
  await page.getByRole('textbox', { name: texts.ru.content }).fill(texts.ru.message);
  await page.getByRole('button', { name: texts.ru.preview }).click();
  await expect(page.getByText('1 клиент не получит: WhatsApp скрывает номер.')).toBeVisible();
  await expectAccessible(page);
});

test(
  'whoever has deleted the last number is told where another one is added',
  onPhone,
  async ({ openSignedIn }) => {
    const { page } = await openSignedIn({ language: 'en', theme: 'dark' });
    await switchOn(page);
    const { items } = await (await page.request.get('/api/sessions')).json();
    for (const { channelId } of items) await page.request.delete(`/api/sessions/${channelId}`);
    await page.goto('/dashboard/broadcasts/new');
    await page.getByRole('textbox', { name: texts.en.content }).fill(texts.en.message);
    await expect(page.getByText('There is no number yet from which it could be sent.')).toBeVisible();
    await expect(page.getByRole('button', { name: texts.en.preview })).toBeDisabled();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'To the settings of WhatsApp' }).click();
    await expect(page.getByText('There are no numbers yet.')).toBeVisible();
  },
);

/** Between the look and the last word somebody new writes: nothing has left, and the page shows the new number. */
async function lookBeforeLatecomer(page: Page, sandbox: SandboxClient, account: string): Promise<void> {
  const t = texts.ru;
  await page.goto('/dashboard/broadcasts/new');
  await page.getByRole('textbox', { name: t.content }).fill(t.message);
  await page.getByRole('button', { name: t.preview }).click();
  await expect(page.getByText('Получат 3 клиента')).toBeVisible();
  await addClients(page, sandbox, account, [latecomer]);
  const confirmation = page.getByRole('checkbox', { name: t.confirm });
  await confirmation.check();
  await page.getByRole('button', { name: 'Отправить 3 сообщения' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(
    /Число получателей успело измениться: сейчас 4, а вы видели 3/,
  );
  await expect(page.getByText(t.total)).toBeVisible();
  await expect(confirmation).not.toBeChecked();
  await expectAccessible(page);
  await page.close();
}

/** The default number stands there first; another one says how it is. */
async function chooseNumber(page: Page): Promise<void> {
  const number = page.getByRole('combobox', { name: 'Number' });
  await expect(number.getByRole('option')).toHaveCount(2);
  const usual = await number.inputValue();
  await number.selectOption('Second shop');
  await expect(page.getByRole('status').filter({ hasText: 'The number is not connected now' })).toBeVisible();
  await expectAccessible(page);
  await number.selectOption(usual);
  await expect(page.getByRole('main').getByText('Connected', { exact: true })).toBeVisible();
}

/** Has so many more people write; until they are known as clients. */
async function addClients(
  page: Page,
  sandbox: SandboxClient,
  account: string,
  of: readonly string[],
  more: { usesLid?: boolean } = {},
): Promise<void> {
  const known = async (): Promise<number> =>
    (await (await page.request.get('/api/clients')).json()).items.length;
  const before = await known();
  for (const name of of) {
    await sandbox.incoming({ account, from: { phone: newPhone('+99670'), name, ...more }, text: 'Салам!' });
  }
  await expect.poll(known).toBe(before + of.length);
}

/** As the settings page does; small enough that three messages need a confirmation, and slow enough to be paused. */
async function switchOn(page: Page): Promise<void> {
  await callApi(page, 'PUT', '/api/whatsapp/settings/{organizationId}', {
    safety: { enableMassSending: true, maxBatchSize: 2 },
    rateLimiting: { messagesPerMinute: 1 },
  });
}
