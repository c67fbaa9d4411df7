import type { Language } from '@soul-kg-crm/shared/problems';

/** What a stored failure of a session or a message means, in the caller's language. */
export function failureSentence(code: string, detail: string | null, language: Language): string {
  return sentences[code]?.[language] ?? detail ?? unknownFailure[language];
}

const unknownFailure = { en: 'It did not work.', ru: 'Не получилось.' };

// The codes of the WhatsApp port (SessionEnd, SendError) and of the session manager.
const sentences: Record<string, Record<Language, string>> = {
  LOGGED_OUT: {
    en: 'The phone unlinked this device. Scan a new code to connect again.',
    ru: 'Телефон отвязал это устройство. Отсканируйте новый код, чтобы подключиться снова.',
  },
  CODE_NOT_SCANNED: {
    en: 'The code was not scanned in time. Connect again to get a new one.',
    ru: 'Код не успели отсканировать. Подключитесь ещё раз, чтобы получить новый.',
  },
  CONFLICT: {
    en: 'WhatsApp is open in another browser with this login.',
    ru: 'WhatsApp открыт в другом браузере с этим же входом.',
  },
  BLOCKED: {
    en: 'WhatsApp has blocked this number.',
    ru: 'WhatsApp заблокировал этот номер.',
  },
  UNSUPPORTED_VERSION: {
    en: 'WhatsApp Web has changed in a way that this version does not know. Update the product.',
    ru: 'WhatsApp Web изменился так, что эта версия его не понимает. Обновите программу.',
  },
  BROWSER_GONE: {
    en: 'The browser behind the session ended. It is started again by itself.',
    ru: 'Браузер сеанса закрылся. Он запустится снова сам.',
  },
  PAGE_CRASHED: {
    en: 'The page of WhatsApp Web crashed. It is started again by itself.',
    ru: 'Страница WhatsApp Web упала. Она запустится снова сама.',
  },
  PAGE_UNRESPONSIVE: {
    en: 'The page of WhatsApp Web stopped answering. It is started again by itself.',
    ru: 'Страница WhatsApp Web перестала отвечать. Она запустится снова сама.',
  },
  NEVER_READY: {
    en: 'WhatsApp Web did not get ready in time.',
    ru: 'WhatsApp Web не успел подготовиться.',
  },
  START_FAILED: {
    en: 'WhatsApp Web could not be opened. Is the server connected to the internet?',
    ru: 'Не удалось открыть WhatsApp Web. Есть ли у сервера доступ в интернет?',
  },
  max_reconnect_reached: {
    en: 'Several attempts to reconnect failed. Connect again by hand.',
    ru: 'Несколько попыток переподключиться не удались. Подключитесь вручную.',
  },
  NOT_ON_WHATSAPP: {
    en: 'This number is not on WhatsApp.',
    ru: 'Этого номера нет в WhatsApp.',
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
  UNKNOWN: {
    en: 'It is not known yet whether the message left.',
    ru: 'Пока неизвестно, ушло ли сообщение.',
  },
  REJECTED: {
    en: 'WhatsApp did not accept the message.',
    ru: 'WhatsApp не принял сообщение.',
  },
};
