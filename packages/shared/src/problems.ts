import * as z from 'zod';
import type { PhoneFault } from './phone.ts';

// Every error that a caller can get: a stable code, the HTTP status, and a sentence in each language.
// `{name}` in a sentence is filled from the problem's params.

export const problems = {
  BAD_JSON: {
    status: 400,
    en: 'The body is not valid JSON, or not sent as such: it needs the header Content-Type: application/json.',
    ru: 'Тело запроса — не корректный JSON, или отправлено не как JSON: нужен заголовок Content-Type: application/json.',
  },
  BAD_ADDRESS: {
    status: 400,
    en: 'The path of the address is not in its plain form: write it without “..” and “\\”, and encode other characters.',
    ru: 'Путь адреса записан не в простой форме: уберите «..» и «\\», а другие символы закодируйте.',
  },
  VALIDATION_FAILED: {
    status: 400,
    en: 'Some fields are not right: {fields}.',
    ru: 'Некоторые поля заполнены неверно: {fields}.',
  },
  INVALID_PHONE: {
    status: 400,
    en: '“{phone}” is not a phone number that WhatsApp can reach: {reason}. Use the international form, for example +996555123456.',
    ru: '«{phone}» — не номер, которому можно написать в WhatsApp: {reason}. Нужен международный формат, например +996555123456.',
  },
  EMPTY_MESSAGE: {
    status: 400,
    en: 'A message needs a text or a file.',
    ru: 'В сообщении должен быть текст или файл.',
  },
  TEXT_WITH_AUDIO: {
    status: 400,
    en: 'WhatsApp shows no text with an audio file. Send the text as a message of its own.',
    ru: 'WhatsApp не показывает текст вместе с аудиофайлом. Отправьте текст отдельным сообщением.',
  },
  CONFIRMATION_NEEDED: {
    status: 400,
    en: 'This would send {count} messages. Many messages at once raise the risk that WhatsApp blocks the number: confirm that it is meant.',
    ru: 'Будет отправлено сообщений: {count}. Массовая отправка повышает риск, что WhatsApp заблокирует номер: подтвердите её.',
  },
  NO_RECIPIENTS: {
    status: 400,
    en: 'Nobody fits this choice, or WhatsApp hides their numbers. Choose other clients.',
    ru: 'Под этот выбор никто не подходит, или WhatsApp скрывает их номера. Выберите других клиентов.',
  },
  TOO_MANY_RECIPIENTS: {
    status: 400,
    en: 'A bulk send reaches {limit} clients at the most. Narrow the choice.',
    ru: 'Массовая отправка охватывает не больше {limit} клиентов. Сузьте выбор.',
  },
  UNAUTHENTICATED: {
    status: 401,
    en: 'Sign in to go on.',
    ru: 'Войдите, чтобы продолжить.',
  },
  INVALID_API_KEY: {
    status: 401,
    en: 'This API key is not valid, or not any more. An administrator makes keys in the settings.',
    ru: 'Этот ключ API недействителен или уже отозван. Ключи создаёт администратор в настройках.',
  },
  INVALID_EMAIL_OR_PASSWORD: {
    status: 401,
    en: 'The e-mail or the password is wrong.',
    ru: 'Неверный адрес или пароль.',
  },
  FORBIDDEN: {
    status: 403,
    en: 'Your role does not allow this. Ask an administrator of your organisation.',
    ru: 'Ваша роль этого не позволяет. Обратитесь к администратору организации.',
  },
  NOT_FOR_KEYS: {
    status: 403,
    en: 'Only a person who is signed in may do this, not a program with an API key.',
    ru: 'Это может сделать только человек, который вошёл в систему, а не программа с ключом API.',
  },
  ORIGIN_NOT_TRUSTED: {
    status: 403,
    en: 'This page was opened at {origin}, but the server knows itself as {publicUrl}. Open it there, or set PUBLIC_URL on the server to the address in your browser and start it again.',
    ru: 'Страница открыта по адресу {origin}, а сервер знает себя как {publicUrl}. Откройте её там или задайте на сервере в PUBLIC_URL адрес из браузера и перезапустите сервер.',
  },
  MASS_SENDING_OFF: {
    status: 403,
    en: 'Bulk sending is switched off. An administrator can switch it on in the settings of WhatsApp; it raises the risk that WhatsApp blocks the number.',
    ru: 'Массовая отправка выключена. Её может включить администратор в настройках WhatsApp; она повышает риск, что WhatsApp заблокирует номер.',
  },
  SIGN_UP_CLOSED: {
    status: 403,
    en: 'Sign-up is closed on this server. Ask its owner for an invitation.',
    ru: 'Регистрация на этом сервере закрыта. Попросите владельца о приглашении.',
  },
  NOT_FOUND: {
    status: 404,
    en: 'There is nothing here, or it is not yours.',
    ru: 'Здесь ничего нет или это не ваше.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    en: 'This address does not answer to {method}.',
    ru: 'Этот адрес не отвечает на {method}.',
  },
  MERGE_UNDONE: {
    status: 409,
    en: 'These two clients are apart already.',
    ru: 'Эти клиенты уже разделены.',
  },
  CONFLICT: {
    status: 409,
    en: 'This was changed by somebody else meanwhile. Load it again.',
    ru: 'Это уже изменил кто-то другой. Обновите страницу.',
  },
  NOT_WAITING: {
    status: 409,
    en: 'The message is on its way already and cannot be changed or taken back.',
    ru: 'Сообщение уже отправляется: изменить или отменить его нельзя.',
  },
  TAKEN_OVER: {
    status: 409,
    en: 'A person answers in this conversation. Agents are silent in it until it is given back to them.',
    ru: 'В этом диалоге отвечает человек. Агенты молчат в нём, пока он не вернёт им диалог.',
  },
  NOT_RETRYABLE: {
    status: 409,
    en: 'Only a message that failed can be sent again.',
    ru: 'Отправить снова можно только сообщение с ошибкой.',
  },
  BROADCAST_STATUS: {
    status: 409,
    en: 'This bulk send has gone on meanwhile, and this is no longer possible. Load it again.',
    ru: 'Состояние этой отправки изменилось, и это уже невозможно. Обновите страницу.',
  },
  BROADCAST_ID_REUSED: {
    status: 409,
    en: 'An earlier version of this bulk send was accepted already, with another text, number or choice of clients.',
    ru: 'Прежний вариант этой рассылки уже принят — с другим текстом, номером или выбором клиентов.',
  },
  RECIPIENTS_CHANGED: {
    status: 409,
    en: 'The number of recipients has changed meanwhile: {count} now, {expected} when you looked. Nothing was sent; look at it again.',
    ru: 'Число получателей успело измениться: сейчас {count}, а вы видели {expected}. Ничего не отправлено: проверьте ещё раз.',
  },
  CHANNEL_DELETED: {
    status: 409,
    en: 'The number of this conversation was deleted. It can be read, but not answered.',
    ru: 'Номер этого диалога удалён. Его можно читать, но ответить нельзя.',
  },
  CHANNEL_LOGGED_OUT: {
    status: 409,
    en: 'The number was logged out of WhatsApp. Link it again in the settings to write from it.',
    ru: 'Номер вышел из WhatsApp. Чтобы писать с него, привяжите его снова в настройках.',
  },
  NUMBER_CONNECTED: {
    status: 409,
    en: 'This WhatsApp number is connected here already as “{name}”, and a code typed on its phone would unlink it there. Link another phone.',
    ru: 'Этот номер WhatsApp здесь уже подключён как «{name}», а код, введённый на его телефоне, отвязал бы его там. Привяжите другой телефон.',
  },
  CHANNEL_LOGGING_OUT: {
    status: 409,
    en: 'The number is being logged out of WhatsApp. Connect it once that is done.',
    ru: 'Номер ещё выходит из WhatsApp. Подключите его, когда выход завершится.',
  },
  CHANNEL_IS_DEFAULT: {
    status: 409,
    en: 'This is the default number. Make another number the default one first.',
    ru: 'Это основной номер. Сначала сделайте основным другой номер.',
  },
  TOO_MANY_CHANNELS: {
    status: 409,
    en: 'An organisation can have {limit} numbers. Delete one that you no longer need.',
    ru: 'У организации может быть не больше {limit} номеров. Удалите ненужный.',
  },
  WORKER_AWAY: {
    status: 409,
    en: 'This worker is not running any more. Choose another one.',
    ru: 'Этот воркер больше не работает. Выберите другой.',
  },
  CLIENT_MESSAGE_ID_REUSED: {
    status: 409,
    en: 'This clientMessageId belongs to another message already.',
    ru: 'Этот clientMessageId уже принадлежит другому сообщению.',
  },
  LAST_ADMIN: {
    status: 409,
    en: 'An organisation needs an administrator. Make somebody else one first.',
    ru: 'В организации должен быть администратор. Сначала назначьте другого.',
  },
  OWN_ROLE: {
    status: 409,
    en: 'Nobody changes their own role. Ask another administrator.',
    ru: 'Свою роль изменить нельзя. Попросите другого администратора.',
  },
  MEMBER_IS_OWNER: {
    status: 409,
    en: 'This person owns the installation and may do everything in it: they keep their role and their place.',
    ru: 'Это владелец установки, ему разрешено всё: его роль и место не меняются.',
  },
  OWN_PASSWORD: {
    status: 409,
    en: 'Your own password is changed under “Your account”.',
    ru: 'Свой пароль меняют на странице «Ваш профиль».',
  },
  ACCOUNT_NOT_YOURS: {
    status: 409,
    en: 'This account is not your organisation’s alone. Whoever runs the server can give it a new password.',
    ru: 'Эта учётная запись действует не только в вашей организации. Новый пароль ей может дать тот, кто обслуживает сервер.',
  },
  PASSWORD_LINK_VOID: {
    status: 410,
    en: 'This link does not work any more: it was used, replaced or is too old. Ask an administrator for another one.',
    ru: 'Ссылка больше не действует: её использовали, заменили или истёк её срок. Попросите у администратора новую.',
  },
  ALREADY_MEMBER: {
    status: 409,
    en: '{email} belongs to your organisation already.',
    ru: '{email} уже в вашей организации.',
  },
  TOO_MANY_INVITATIONS: {
    status: 409,
    en: 'An organisation has {limit} open invitations at the most. Take back one that is not needed.',
    ru: 'Открытых приглашений может быть не больше {limit}. Отзовите ненужное.',
  },
  INVITATION_UNKNOWN: {
    status: 404,
    en: 'This link leads to no invitation: it is not complete, or a newer one has replaced it. Ask for a new link.',
    ru: 'По этой ссылке приглашения нет: она неполная, или её заменила новая. Попросите новую ссылку.',
  },
  INVITATION_EXPIRED: {
    status: 410,
    en: 'This invitation is too old. Ask whoever invited you to renew it.',
    ru: 'Срок приглашения истёк. Попросите того, кто вас пригласил, обновить его.',
  },
  INVITATION_WITHDRAWN: {
    status: 410,
    en: 'This invitation was taken back. Ask whoever invited you.',
    ru: 'Это приглашение отозвано. Обратитесь к тому, кто вас пригласил.',
  },
  INVITATION_USED: {
    status: 410,
    en: 'This invitation has been used already. Sign in with your e-mail and password.',
    ru: 'Этим приглашением уже воспользовались. Войдите со своей почтой и паролем.',
  },
  INVITATION_OF_ANOTHER: {
    status: 403,
    en: 'This invitation is for {email}, and you are signed in as somebody else. Sign out first.',
    ru: 'Это приглашение для {email}, а вы вошли под другой учётной записью. Сначала выйдите.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    en: 'That is too large: {limit} at most.',
    ru: 'Слишком большой размер: не больше {limit}.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    en: 'Files of this type cannot be sent.',
    ru: 'Файлы этого типа отправить нельзя.',
  },
  RANGE_NOT_SATISFIABLE: {
    status: 416,
    en: 'The file has no such part.',
    ru: 'В файле нет такой части.',
  },
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: {
    status: 422,
    en: 'There is an account with this e-mail already.',
    ru: 'Аккаунт с таким адресом уже есть.',
  },
  RATE_LIMITED: {
    status: 429,
    en: 'Too many requests. Try again in {seconds} s.',
    ru: 'Слишком много запросов. Повторите через {seconds} с.',
  },
  SEND_LIMIT_OF_MINUTE: {
    status: 429,
    en: 'Your organisation has sent as many messages as it may in a minute: {limit}. The next one can leave at {resetAt}. An administrator can raise the limit in the settings of WhatsApp, to {most} at the most.',
    ru: 'Организация отправила столько сообщений, сколько разрешено за минуту: {limit}. Следующее можно отправить {resetAt}. Поднять лимит может администратор в настройках WhatsApp, не выше {most}.',
  },
  SEND_LIMIT_OF_HOUR: {
    status: 429,
    en: 'Your organisation has sent as many messages as it may in an hour: {limit}. The next one can leave at {resetAt}. An administrator can raise the limit in the settings of WhatsApp, to {most} at the most.',
    ru: 'Организация отправила столько сообщений, сколько разрешено за час: {limit}. Следующее можно отправить {resetAt}. Поднять лимит может администратор в настройках WhatsApp, не выше {most}.',
  },
  SEND_LIMIT_OF_DAY: {
    status: 429,
    en: 'Your organisation has sent as many messages as it may in a day: {limit}. The next one can leave at {resetAt}. An administrator can raise the limit in the settings of WhatsApp, to {most} at the most.',
    ru: 'Организация отправила столько сообщений, сколько разрешено за сутки: {limit}. Следующее можно отправить {resetAt}. Поднять лимит может администратор в настройках WhatsApp, не выше {most}.',
  },
  INTERNAL: {
    status: 500,
    en: 'Something broke on our side. If it stays so, give the support this number: {requestId}.',
    ru: 'Ошибка на нашей стороне. Если она повторяется, сообщите поддержке номер: {requestId}.',
  },
  UNAVAILABLE: {
    status: 503,
    en: 'The service cannot answer for a moment. Try again soon.',
    ru: 'Сервис временно недоступен. Повторите чуть позже.',
  },
} as const satisfies Record<string, { status: number; en: string; ru: string }>;

export type ProblemCode = keyof typeof problems;
export type Language = 'ru' | 'en';
export type ProblemParams = Record<string, string | number>;

/** The body of an `application/problem+json` answer (RFC 9457). */
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  request_id: z.string(),
  limit: z.int().optional().describe('The limit that is used up'),
  remaining: z.int().optional().describe('What remains of it'),
  resetAt: z.string().optional().describe('When something remains again, ISO 8601'),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof problemDocument>;

/** What an answer about a used-up limit says besides its sentence. */
export const limitMembers = problemDocument.pick({ limit: true, remaining: true, resetAt: true }).required();

/** An error that the caller is to see. Anything else that is thrown becomes INTERNAL. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly params: ProblemParams;
  readonly fields: { field: string; message: string }[];

  constructor(
    code: ProblemCode,
    params: ProblemParams = {},
    fields: { field: string; message: string }[] = [],
  ) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.params = params;
    this.fields = fields;
  }

  get status(): number {
    return problems[this.code].status;
  }
}

/** One field of what was given is not right; `message` is told to the caller. */
export function invalidField(field: string, message: string): Problem {
  return new Problem('VALIDATION_FAILED', { fields: field }, [{ field, message }]);
}

/** The sentence of a problem in the caller's language. */
export function problemSentence(code: ProblemCode, language: Language, params: ProblemParams = {}): string {
  return problems[code][language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(params[name] ?? '');
    return name === 'reason' ? (reasons[value]?.[language] ?? value) : value;
  });
}

/** What a sentence says for its `{reason}`. */
const reasons: Record<string, Record<Language, string>> = {
  EMPTY: { en: 'it is empty', ru: 'он не указан' },
  NOT_A_NUMBER: {
    en: 'it has no digits, or something besides them',
    ru: 'в нём нет цифр или есть не только цифры',
  },
  TOO_SHORT: { en: 'it has too few digits', ru: 'в нём слишком мало цифр' },
  TOO_LONG: { en: 'it has too many digits', ru: 'в нём слишком много цифр' },
  INVALID_COUNTRY: { en: 'no country has a code that begins so', ru: 'страны с таким кодом нет' },
  NOT_VALID: {
    en: 'numbers of its country have another count of digits',
    ru: 'в номерах этой страны другое число цифр',
  },
} satisfies Record<PhoneFault, Record<Language, string>>;
