import type { Language } from '@soul-kg-crm/shared/problems';

/** Why a session is where it is: what it means, and what to do next. Codes of the WhatsApp port, the session manager and the leases. */
export const sessionReasons: Record<string, Record<Language, string>> = {
  LOGGED_OUT: {
    en: 'The number is no longer linked: it was logged out here or on the phone. Link the phone again with a new code.',
    ru: 'Номер больше не привязан: из него вышли здесь или на телефоне. Привяжите телефон снова по новому коду.',
  },
  LOGOUT_UNCONFIRMED: {
    en: 'The login was deleted here, but WhatsApp could not be told: the number was not connected. On the phone, remove this device under “Linked devices”.',
    ru: 'Вход здесь удалён, но сообщить об этом WhatsApp не удалось: номер не был подключён. Удалите это устройство на телефоне в разделе «Связанные устройства».',
  },
  NUMBER_IN_USE: {
    en: 'This WhatsApp number is connected here already, through another number of the list; it goes on there, and was unlinked here. Link another phone.',
    ru: 'Этот номер WhatsApp здесь уже подключён — через другой номер из списка; там он работает дальше, а здесь отвязан. Привяжите другой телефон.',
  },
  NUMBER_NOT_TOLD: {
    en: 'WhatsApp Web has not told yet which number it is linked to; until then nothing is read and nothing is sent. If that lasts longer than a few minutes, disconnect the number and connect it again.',
    ru: 'WhatsApp Web пока не сообщил, какой номер к нему привязан; до этого ничего не читается и не отправляется. Если это длится дольше нескольких минут, отключите номер и подключите снова.',
  },
  CODE_NOT_SCANNED: {
    en: 'The code was not used in time. Connect again when the phone is at hand.',
    ru: 'Код не успели использовать. Подключите снова, когда телефон будет под рукой.',
  },
  CONFLICT: {
    en: 'The same login was opened in another browser. Close WhatsApp Web there, then connect again.',
    ru: 'Этот же вход открыт в другом браузере. Закройте там WhatsApp Web и подключите снова.',
  },
  BLOCKED: {
    en: 'WhatsApp has blocked this number; sending has stopped. Ask for a review in WhatsApp on the phone, then connect again.',
    ru: 'WhatsApp заблокировал этот номер, отправка остановлена. Запросите проверку в WhatsApp на телефоне, затем подключите снова.',
  },
  UNSUPPORTED_VERSION: {
    en: 'WhatsApp Web has changed in a way that this version does not know. Update the product.',
    ru: 'WhatsApp Web изменился так, что эта версия его не понимает. Обновите программу.',
  },
  BROWSER_GONE: {
    en: 'The browser behind the session ended. It is started again by itself; there is nothing to do.',
    ru: 'Браузер сеанса закрылся. Он запустится снова сам, делать ничего не нужно.',
  },
  PAGE_CRASHED: {
    en: 'The page of WhatsApp Web crashed. It is started again by itself; there is nothing to do.',
    ru: 'Страница WhatsApp Web упала. Она запустится снова сама, делать ничего не нужно.',
  },
  PAGE_UNRESPONSIVE: {
    en: 'The page of WhatsApp Web stopped answering. It is started again by itself; there is nothing to do.',
    ru: 'Страница WhatsApp Web перестала отвечать. Она запустится снова сама, делать ничего не нужно.',
  },
  NEVER_READY: {
    en: 'WhatsApp Web did not get ready in time. It is tried again by itself; keep the phone online meanwhile.',
    ru: 'WhatsApp Web не успел подготовиться. Попытка повторится сама; пусть телефон пока будет в сети.',
  },
  START_FAILED: {
    en: 'WhatsApp Web could not be opened. Check that the server reaches the internet, then connect again.',
    ru: 'Не удалось открыть WhatsApp Web. Проверьте, есть ли у сервера интернет, и подключите снова.',
  },
  max_reconnect_reached: {
    en: 'Several attempts to reconnect failed. Check the internet of the server and the phone, then connect again.',
    ru: 'Несколько попыток переподключиться не удались. Проверьте интернет на сервере и телефоне и подключите снова.',
  },
  NETWORK_AWAY: {
    en: 'WhatsApp could not be reached for several minutes. It connects by itself once the network of the server is back.',
    ru: 'WhatsApp был недоступен несколько минут. Подключение восстановится само, когда у сервера появится сеть.',
  },
  LOGIN_NOT_ACCEPTED: {
    en: 'WhatsApp did not accept the stored login. An older copy is tried by itself; if a code is shown, link the phone again.',
    ru: 'WhatsApp не принял сохранённый вход. Прежняя копия пробуется сама; если появится код, привяжите телефон снова.',
  },
  AUTH_FAILED: {
    en: 'WhatsApp Web refused the stored login; it is kept. Connect again; if that is refused too, log out and link the phone with a new code.',
    ru: 'WhatsApp Web отклонил сохранённый вход; он не удалён. Подключите снова; если снова откажет, выйдите из номера и привяжите телефон по новому коду.',
  },
  PASSKEY_REQUIRED: {
    en: 'WhatsApp asks this phone for a passkey and refuses the link. Import a local session with “npm run session:import”, or use the Cloud API.',
    ru: 'WhatsApp просит у этого телефона ключ доступа и отказывает в привязке. Перенесите локальный сеанс командой «npm run session:import» или используйте Cloud API.',
  },
  LEASE_LOST: {
    en: 'The worker lost touch with the database, so another one takes over. There is nothing to do.',
    ru: 'Воркер потерял связь с базой данных, номер переходит к другому. Делать ничего не нужно.',
  },
  NO_WORKER: {
    en: 'Nobody runs this number: every worker is full or away. Start a worker or give it more memory; the number then starts by itself.',
    ru: 'Номер никто не обслуживает: все воркеры заняты или не работают. Запустите воркер или добавьте ему памяти — номер подключится сам.',
  },
  MEMORY_LIMIT: {
    en: 'The browser used too much memory and was restarted gently. There is nothing to do.',
    ru: 'Браузер занял слишком много памяти и был бережно перезапущен. Делать ничего не нужно.',
  },
  LOGIN_OF_OTHER_SERVER: {
    en: 'The stored login belongs to other servers than those this installation talks to now (WhatsApp itself, or the sandbox). It is kept. Have the installation started with WHATSAPP_WEB_STANDIN as it was when the number was linked, or log out and link the phone again.',
    ru: 'Сохранённый вход относится к другим серверам, чем те, с которыми установка работает сейчас (настоящий WhatsApp или песочница). Он сохранён. Запустите установку с тем WHATSAPP_WEB_STANDIN, с которым привязывали номер, или выйдите из номера и привяжите телефон снова.',
  },
  LOGIN_UNREADABLE: {
    en: 'The stored login cannot be decrypted. Check that ENCRYPTION_KEY is the key it was stored with, or log out and link the phone again.',
    ru: 'Сохранённый вход не удаётся расшифровать. Проверьте, что ENCRYPTION_KEY тот же, с которым он сохранён, или выйдите из номера и привяжите телефон снова.',
  },
};
