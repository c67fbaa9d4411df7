import { channelInTheWay } from '@soul-kg-crm/domain';
import type { Language } from '@soul-kg-crm/shared/problems';
import { sessionReasons } from './session-reasons.ts';

/** What a stored failure of a session, a bulk send or a file means, in the caller's language. */
export function failureSentence(code: string, detail: string | null, language: Language): string {
  const other = channelInTheWay(detail ?? '');
  if (other !== null) return numberInUse[language](other);
  const exact = code === 'LOGGED_OUT' && detail === 'LOGOUT_UNCONFIRMED' ? detail : code;
  return (
    lastStraw(code, detail, language) ?? sentences[exact]?.[language] ?? detail ?? unknownFailure[language]
  );
}

/** What the last of several attempts to reconnect failed of: `CONFLICT`, or `UNSUPPORTED_VERSION: what the library says`. */
function lastStraw(code: string, detail: string | null, language: Language): string | null {
  if (code !== 'max_reconnect_reached') return null;
  const [reason = ''] = (detail ?? '').split(':');
  return sessionReasons[reason]?.[language] ?? null;
}

/** What a stored failure of a message means. BLOCKED is said of a number that WhatsApp blocked; older messages have it for their recipient. */
export function messageFailureSentence(code: string, detail: string | null, language: Language): string {
  return failureSentence(code === 'BLOCKED' ? 'RECIPIENT_BLOCKED' : code, detail, language);
}

/** The same where there are words for it; null for any other code. */
export function knownSentence(code: string, language: Language): string | null {
  return sentences[code]?.[language] ?? null;
}

const numberInUse: Record<Language, (name: string) => string> = {
  en: (name) =>
    `This WhatsApp number is connected here already as “${name}”: it goes on there, and was unlinked here. Link another phone.`,
  ru: (name) =>
    `Этот номер WhatsApp здесь уже подключён как «${name}»: там он работает дальше, а здесь отвязан. Привяжите другой телефон.`,
};

const unknownFailure = { en: 'It did not work.', ru: 'Не получилось.' };

const notKnownYet = {
  en: 'It is not known yet whether the message left.',
  ru: 'Пока неизвестно, ушло ли сообщение.',
};

// The codes of SendError, beside those of a session.
const sentences: Record<string, Record<Language, string>> = {
  ...sessionReasons,
  NOT_ON_WHATSAPP: {
    en: 'This number is not on WhatsApp.',
    ru: 'Этого номера нет в WhatsApp.',
  },
  RECIPIENT_BLOCKED: {
    en: 'You have blocked this person on the phone. Unblock them in WhatsApp there to write to them.',
    ru: 'Этот человек заблокирован у вас на телефоне. Чтобы написать ему, разблокируйте его там в WhatsApp.',
  },
  NOT_CONNECTED: {
    en: 'WhatsApp is not connected.',
    ru: 'WhatsApp не подключён.',
  },
  TIMEOUT: {
    en: 'WhatsApp did not answer in time.',
    ru: 'WhatsApp не ответил вовремя.',
  },
  PAGE_GONE: {
    en: 'The connection to WhatsApp broke while sending.',
    ru: 'Связь с WhatsApp прервалась во время отправки.',
  },
  MEDIA_MISSING: {
    en: 'The file is no longer there.',
    ru: 'Файла больше нет.',
  },
  MEDIA_UNREADABLE: {
    en: 'The file could not be read from the storage of this installation.',
    ru: 'Файл не удалось прочитать из хранилища этой установки.',
  },
  GONE_AT_WHATSAPP: {
    en: 'WhatsApp no longer has the file.',
    ru: 'Файла больше нет в WhatsApp.',
  },
  LOGGED_OUT_BEFORE_FILE: {
    en: 'The number was logged out of WhatsApp before the file came. Open it on the phone.',
    ru: 'Номер вышел из WhatsApp раньше, чем пришёл файл. Откройте его на телефоне.',
  },
  MEDIA_TOO_LARGE: {
    en: 'The file is larger than what is fetched. Open it on the phone.',
    ru: 'Файл больше, чем загружается сюда. Откройте его на телефоне.',
  },
  DOWNLOAD_FAILED: {
    en: 'WhatsApp did not hand out the file. Open it on the phone.',
    ru: 'WhatsApp не отдал файл. Откройте его на телефоне.',
  },
  INVALID_PHONE: {
    en: 'This is not a phone number that WhatsApp can reach.',
    ru: 'На этот номер нельзя написать в WhatsApp.',
  },
  MESSAGE_GONE: {
    en: 'The conversation with this message is no longer there.',
    ru: 'Диалога с этим сообщением больше нет.',
  },
  SAME_CLIENT: {
    en: 'This client turned out to be one with another recipient, and gets the message as that one.',
    ru: 'Оказалось, что это один клиент с другим получателем: сообщение придёт ему там.',
  },
  MASS_SENDING_OFF: {
    en: 'Bulk sending was switched off in the settings of WhatsApp.',
    ru: 'Массовую отправку выключили в настройках WhatsApp.',
  },
  TOO_MANY_UNDELIVERED: {
    en: 'More than 2 % of its messages did not arrive, and WhatsApp restricts numbers for that. Look at who was not reached before it goes on.',
    ru: 'Больше 2 % сообщений не дошло, а за это WhatsApp ограничивает номера. Прежде чем продолжать, посмотрите, кому не доставлено.',
  },
  CHANNEL_LOGGED_OUT: {
    en: 'The number was logged out of WhatsApp. Link it again to go on.',
    ru: 'Номер вышел из WhatsApp. Привяжите его снова, чтобы продолжить.',
  },
  NEW_CHATS_BLOCKED: {
    en: 'WhatsApp lets this number write to nobody new for now. The message goes once that ends.',
    ru: 'WhatsApp пока не даёт этому номеру писать новым людям. Сообщение уйдёт, когда ограничение закончится.',
  },
  CANCELLED: {
    en: 'Taken back before it was sent.',
    ru: 'Отменено до отправки.',
  },
  CHANNEL_DELETED: {
    en: 'The number was deleted before the message was sent.',
    ru: 'Номер удалили раньше, чем сообщение ушло.',
  },
  OUTCOME_UNKNOWN: {
    en: 'The number was deleted, or another phone was linked, while the message was being sent. Whether it left is not known.',
    ru: 'Во время отправки номер удалили или привязали другой телефон. Ушло ли сообщение, неизвестно.',
  },
  GIVEN_UP: {
    en: 'It was tried eight times, and each attempt broke off before the message left. Something about it may break the connection.',
    ru: 'Было восемь попыток, и каждая обрывалась до отправки. Возможно, связь рвёт само это сообщение.',
  },
  UNKNOWN: notKnownYet,
  UNCONFIRMED: notKnownYet,
  NOT_CONFIRMED: notKnownYet,
  REJECTED: {
    en: 'WhatsApp did not accept the message.',
    ru: 'WhatsApp не принял сообщение.',
  },
};
