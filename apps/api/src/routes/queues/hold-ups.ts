import { type ChannelView, reasonOf, type UnfinishedOfChannel } from '@soul-kg-crm/domain';
import type { HoldUpCode } from '@soul-kg-crm/shared/contract';
import type { Language } from '@soul-kg-crm/shared/problems';
import { HIGHEST_LIMITS, quietForMs } from '@soul-kg-crm/shared/settings';
import { failureSentence } from '../failure-sentences.ts';
import type { QueueFacts } from './present-queues.ts';

export interface HoldUp {
  code: HoldUpCode;
  message: string;
  until: string | null;
}

/** Why what waits on a number does not leave now; nothing waits, or nothing is in its way: none. */
export function holdUpsOf(
  { settings, limits, now }: Pick<QueueFacts, 'settings' | 'limits' | 'now'>,
  channel: ChannelView,
  { outgoing }: UnfinishedOfChannel,
  language: Language,
): HoldUp[] {
  if (outgoing.waiting === 0) return [];
  const holdUps: HoldUp[] = [];
  const add = (code: HoldUpCode, until: Date | null, message = sentences[code][language]) =>
    holdUps.push({ code, message, until: until?.toISOString() ?? null });

  const session = channel.whatsAppSession;
  // Connected, it has one until the page tells its number.
  if (session?.status !== 'CONNECTED' || session.errorCode !== null) {
    const reason = reasonOf(channel, now);
    const why =
      reason === null ? undefined : failureSentence(reason, session?.errorMessage ?? null, language);
    add('NOT_CONNECTED', null, why);
  }
  for (const { window, used, limit, resetAt } of limits) {
    if (used >= limit) add(LIMIT_CODES[window], resetAt);
  }
  const quietMs = quietForMs(settings.quietHours, now.getTime());
  if (quietMs > 0 && outgoing.waitingForMorning > 0) add('QUIET_HOURS', new Date(now.getTime() + quietMs));
  const blockedUntil = session?.newChatsBlockedUntil ?? null;
  if (blockedUntil && blockedUntil > now) add('NEW_CHATS_BLOCKED', blockedUntil);
  else if (isUsedUp(session)) add('NEW_CHATS_USED_UP', null);
  return holdUps;
}

/** How many people this number may write to first; WhatsApp does not say when that is counted anew. */
function isUsedUp(session: ChannelView['whatsAppSession']): boolean {
  if (session?.newChatsQuota == null) return false;
  return (session.newChatsUsed ?? 0) >= session.newChatsQuota;
}

const LIMIT_CODES = { minute: 'LIMIT_OF_MINUTE', hour: 'LIMIT_OF_HOUR', day: 'LIMIT_OF_DAY' } as const;

const sentences: Record<HoldUpCode, Record<Language, string>> = {
  NOT_CONNECTED: {
    en: 'The number is not connected. Messages leave as soon as it is.',
    ru: 'Номер не подключён. Сообщения уйдут, как только он подключится.',
  },
  LIMIT_OF_MINUTE: {
    en: 'The limit of a minute is used up. Messages go on by themselves.',
    ru: 'Лимит за минуту исчерпан. Отправка продолжится сама.',
  },
  LIMIT_OF_HOUR: {
    en: `The limit of an hour is used up. Messages go on by themselves; the limit can be raised in the settings, to ${HIGHEST_LIMITS.messagesPerHour} at the most.`,
    ru: `Лимит за час исчерпан. Отправка продолжится сама; лимит можно поднять в настройках, не выше ${HIGHEST_LIMITS.messagesPerHour}.`,
  },
  LIMIT_OF_DAY: {
    en: `The limit of a day is used up. Messages go on by themselves; the limit can be raised in the settings, to ${HIGHEST_LIMITS.messagesPerDay} at the most.`,
    ru: `Лимит за сутки исчерпан. Отправка продолжится сама; лимит можно поднять в настройках, не выше ${HIGHEST_LIMITS.messagesPerDay}.`,
  },
  QUIET_HOURS: {
    en: 'Quiet hours: only colleagues’ answers leave now, the rest waits for their end.',
    ru: 'Тихие часы: уходят только ответы сотрудников, остальное ждёт их конца.',
  },
  NEW_CHATS_BLOCKED: {
    en: 'WhatsApp lets this number write to nobody new for now. Answers to those who wrote first leave as usual.',
    ru: 'WhatsApp пока не даёт этому номеру писать новым людям. Ответы тем, кто написал сам, уходят как обычно.',
  },
  NEW_CHATS_USED_UP: {
    en: 'This number has written to as many new people as WhatsApp lets it. Messages to others leave once WhatsApp allows more; answers to those who wrote first leave as usual.',
    ru: 'Этот номер уже написал стольким новым людям, скольким разрешает WhatsApp. Сообщения остальным уйдут, когда WhatsApp разрешит больше; ответы тем, кто написал сам, уходят как обычно.',
  },
};
