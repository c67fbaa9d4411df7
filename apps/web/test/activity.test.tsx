import { type ActivityAction, activityActions } from '@soul-kg-crm/shared/activity';
import {
  agentSettings,
  getDefaultAgentSettings,
  getDefaultWhatsAppSettings,
} from '@soul-kg-crm/shared/settings';
import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { ActivityEntry } from '@/features/activity/activity-entry';
import { ActivityRow } from '@/features/activity/activity-row';
import { factField, factsOf } from '@/features/activity/facts-of';
import { targetHref } from '@/features/activity/target-href';
import type { Locale } from '@/i18n/locales';
import { messagesOf } from '@/i18n/messages';

const actions: ActivityAction[] = Object.values(activityActions).flat();
const target = { type: 'channel', id: 'c1', name: 'Магазин', isGone: false, conversationId: null };
const entry: ActivityEntry = {
  ...{ at: '2026-11-21T10:00:00.000Z', action: 'channel.connect', reason: null },
  ...{ actor: { name: 'Айзада' }, apiKeyName: null, target, details: {} },
};

function textOf(locale: Locale, change: Partial<ActivityEntry>): string {
  const troubles: unknown[] = [];
  const html = renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      messages={messagesOf(locale)}
      timeZone="Asia/Bishkek"
      onError={(error) => troubles.push(error)}
    >
      <ActivityRow entry={{ ...entry, ...change }} />
    </NextIntlClientProvider>,
  );
  expect(troubles).toEqual([]);
  return html
    .replaceAll(/<\/(?:p|li|ul|div)>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/\n+/g, '\n')
    .trim();
}

test.each(actions)('%s has its sentence in both languages', (action) => {
  for (const locale of ['ru', 'en'] as const) {
    // With nothing known besides, as an older version may have written it.
    const [sentence = ''] = textOf(locale, { action }).split('\n');
    expect(sentence).not.toContain(action);
    expect(sentence).toMatch(locale === 'ru' ? /[а-яё]/i : /[a-z]/i);
    expect(sentence).not.toMatch(/[{}<>]|undefined|null/);
  }
});

test('a change of limits is told with before and after', () => {
  const before = getDefaultWhatsAppSettings();
  const { rateLimiting, safety } = before;
  const after = {
    ...before,
    rateLimiting: { ...rateLimiting, messagesPerMinute: 15 },
    safety: { ...safety, enableMassSending: true },
  };
  const change = { action: 'settings.whatsapp_updated', details: { before, after } };
  expect(textOf('ru', change)).toMatch(
    /^Изменены настройки отправки\nСообщений в минуту: 10 → 15\nМассовая рассылка разрешена: нет → да\nАйзада · 21 нояб/,
  );
  expect(textOf('en', change)).toMatch(
    /^Sending settings changed\nMessages a minute: 10 → 15\nBulk sending allowed: no → yes\nАйзада · Nov 21/,
  );
});

test('every setting has a name to be told by', () => {
  const { rateLimiting, safety, quietHours } = getDefaultWhatsAppSettings();
  const names = [rateLimiting, safety, quietHours, agentSettings.shape].flatMap((part) => Object.keys(part));
  expect([...factField.options].sort()).toEqual([...names, 'assignee'].sort());
  const before = { ...getDefaultAgentSettings(), answers: 0 };
  expect(factsOf({ before, after: { ...before, agentType: 'receptionist', answers: 2 } })).toEqual([
    { field: 'agentType', before: null, after: 'receptionist' },
    { field: 'answers', before: 0, after: 2 },
  ]);
});

test('the details are in the sentence', () => {
  const first = (change: Partial<ActivityEntry>) => textOf('ru', change).split('\n')[0];
  expect(first({ action: 'channel.rename', details: { from: 'А', to: 'Б' } })).toBe(
    'Номер переименован: «А» → «Б»',
  );
  const unconfirmed = { reason: 'LOGOUT_UNCONFIRMED' };
  expect(first({ action: 'channel.logged_out' })).toBe('Номер «Магазин» отвязан от WhatsApp');
  expect(first({ action: 'channel.logged_out', details: unconfirmed })).toBe('Вход номера «Магазин» удалён');
  const client = { ...target, type: 'client', name: 'Нурлан' };
  expect(first({ action: 'client.updated', target: client, details: { fields: ['name', 'notes'] } })).toBe(
    'В карточке клиента Нурлан изменено: имя и заметки',
  );
  expect(first({ action: 'client.merged', target: client, details: { from: { name: 'Нуке' } } })).toBe(
    'Клиент «Нуке» оказался тем же человеком, что и Нурлан: карточки объединены',
  );
  const conversation = { ...target, type: 'conversation', name: 'Нурлан', conversationId: 'd1' };
  expect(first({ action: 'conversation.updated', target: conversation, details: { status: 'CLOSED' } })).toBe(
    'Диалог с клиентом Нурлан закрыт',
  );
  const given = { assigneeId: 'u1', assigneeName: 'Бакыт' };
  expect(textOf('ru', { action: 'conversation.updated', target: conversation, details: given })).toMatch(
    /^Диалог с клиентом Нурлан: сменился ответственный\nОтветственный: Бакыт\n/,
  );
  const gone = { ...target, type: 'api-key', name: null, isGone: true };
  expect(first({ action: 'api-key.deleted', target: gone, details: { name: 'Сайт' } })).toBe(
    'Отозван API-ключ «Сайт»',
  );
  expect(first({ action: 'api-key.deleted', target: gone })).toBe('Отозван API-ключ (уже нет)');
  expect(first({ action: 'broadcast.created', target, details: { recipients: 21 } })).toMatch(
    /21 получатель$/,
  );
});

test('nobody’s doing is the product’s, the assistant’s, the phone’s or a program’s', () => {
  const actor = (change: Partial<ActivityEntry>) =>
    textOf('ru', { actor: null, ...change })
      .split('\n')
      .at(-1)
      ?.split(' · ')[0];
  expect(actor({ action: 'channel.connected' })).toBe('Система');
  expect(actor({ action: 'channel.number_changed' })).toBe('Система');
  expect(actor({ action: 'broadcast.stopped' })).toBe('Система');
  expect(actor({ action: 'broadcast.paused' })).toBe('По API-ключу');
  expect(actor({ action: 'broadcast.paused', apiKeyName: 'Сайт' })).toBe('По API-ключу «Сайт»');
  expect(actor({ action: 'client.merged', apiKeyName: 'Сайт' })).toBe('Система');
  const state = 'conversation.agent_state_changed';
  expect(actor({ action: state, details: { agentState: 'HANDED_OVER' } })).toBe('Ассистент');
  expect(actor({ action: state, details: { agentState: 'TAKEN_OVER' } })).toMatch(/телефона/);
  const byKey = { agentState: 'TAKEN_OVER', by: 'program' };
  expect(actor({ action: state, details: byKey })).toBe('По API-ключу');
  expect(actor({ action: 'broadcast.paused', details: { by: 'product' } })).toBe('Система');
  expect(actor({ actor: { name: null } })).toBe('Удалённый сотрудник');
  expect(textOf('ru', { action: 'something.newer' })).toContain('something.newer');
});

test('the way leads to the page of what it is about, where there is one', () => {
  const to = (change: Partial<ActivityEntry['target']>, action = 'x') =>
    targetHref({ ...entry, action, target: { ...target, ...change } });
  expect(to({})).toBe('/dashboard/settings/whatsapp/c1');
  expect(to({ isGone: true })).toBeNull();
  expect(to({ id: null })).toBeNull();
  expect(to({ type: 'broadcast' })).toBe('/dashboard/broadcasts/c1');
  expect(to({ type: 'message', conversationId: 'd1' })).toBe('/dashboard/inbox/d1');
  expect(to({ type: 'client' })).toBeNull();
  expect(to({ type: 'api-key' })).toBe('/dashboard/settings/api-keys');
  expect(to({ type: 'inbound_event', isGone: true })).toBe('/dashboard/settings/queues');
  expect(to({ type: 'organization' }, 'settings.agents_updated')).toBe('/dashboard/settings/agents');
  expect(to({ type: 'organization' }, 'settings.whatsapp_updated')).toBe('/dashboard/settings/whatsapp');
});
