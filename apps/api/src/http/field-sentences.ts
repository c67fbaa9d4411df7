import type { Language } from '@soul-kg-crm/shared/problems';
import { NOT_STORABLE } from '@soul-kg-crm/shared/storable-text';
import * as z from 'zod';
import type { InvalidInputError } from './problem-of.ts';
import { TOO_DEEP } from './storable-text.ts';

export interface FieldSentence {
  field: string;
  message: string;
}

type Sentences = Record<Language, string>;

const issueShape = z.object({
  code: z.string(),
  message: z.string().default(''),
  path: z.array(z.union([z.string(), z.number()])).default([]),
  origin: z.string().optional(),
  minimum: z.union([z.number(), z.bigint()]).optional(),
  maximum: z.union([z.number(), z.bigint()]).optional(),
  format: z.string().optional(),
  expected: z.string().optional(),
  keys: z.array(z.string()).optional(),
  values: z.array(z.unknown()).optional(),
  /** Of a choice between several forms: what is wrong with each. */
  get errors() {
    return z.array(z.array(issueShape)).optional();
  },
});
type Issue = z.infer<typeof issueShape>;

/** What is wrong with each field, in the caller's language. */
export function fieldSentences({ issues, input }: InvalidInputError, language: Language): FieldSentence[] {
  return issues.flatMap((raw) => {
    const path = (raw.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
    const parsed = issueShape.safeParse(raw);
    const issue: Issue = parsed.success ? parsed.data : { code: 'custom', message: '', path };
    return sentencesAt(path, issue, input, language);
  });
}

function sentencesAt(path: string[], issue: Issue, input: unknown, language: Language): FieldSentence[] {
  if (issue.keys) return issue.keys.map((key) => sentence([...path, key], unknownField, language));
  // A condition on several fields stands at one of them, which need not be there.
  const isMissing = issue.code !== 'custom' && valueAt(input, path) === undefined;
  if (isMissing) return [sentence(path, required, language)];
  const meant = meantForm(issue, valueAt(input, path));
  if (!meant) return [sentence(path, sentencesOf(issue), language)];
  return meant.flatMap((inner) => sentencesAt([...path, ...inner.path.map(String)], inner, input, language));
}

/** Of a choice between several forms the one that has the fields of what was given, where there is one such form. */
function meantForm({ errors = [] }: Issue, given: unknown): Issue[] | null {
  const isOther = ({ path }: Issue) => path.length === 0 || valueAt(given, path.map(String)) === undefined;
  const [meant, ...others] = errors.filter((issues) => !issues.some(isOther));
  return meant && others.length === 0 ? meant : null;
}

/** Sentences that the domain says in English, in Russian. */
export function translated({ field, message }: FieldSentence, language: Language): FieldSentence {
  return { field, message: language === 'ru' ? inRussian(message) : message };
}

function inRussian(message: string): string {
  const [pattern, russian] = withNumbers.find(([form]) => form.test(message)) ?? [];
  return pattern && russian ? message.replace(pattern, russian) : (fromDomain[message] ?? message);
}

const required: Sentences = { en: 'Required', ru: 'Обязательное поле' };
const unknownField: Sentences = { en: 'There is no such field', ru: 'Такого поля нет' };
const notRight: Sentences = { en: 'Not a valid value', ru: 'Недопустимое значение' };
const wrongType: Sentences = { en: 'Not of the right type', ru: 'Значение не того типа' };
const wholeNumber: Sentences = { en: 'A whole number is needed', ru: 'Нужно целое число' };

function sentencesOf(issue: Issue): Sentences {
  switch (issue.code) {
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_format':
      return formats[issue.format ?? ''] ?? ownSentences(issue);
    case 'invalid_type':
      return issue.expected === 'int' ? wholeNumber : wrongType;
    case 'invalid_value': {
      const choices = (issue.values ?? []).join(', ');
      return { en: `One of: ${choices}`, ru: `Одно из: ${choices}` };
    }
    default:
      return ownSentences(issue);
  }
}

/** What the contract itself says of a condition; zod's own words say nothing. */
function ownSentences({ message }: Issue): Sentences {
  const russian = inRussian(message);
  return russian === message ? notRight : { en: message, ru: russian };
}

function tooSmall({ origin, minimum = 0 }: Issue): Sentences {
  const canBeEmpty = origin === 'string' || origin === 'array';
  if (canBeEmpty && Number(minimum) <= 1) return { en: 'Must not be empty', ru: 'Не должно быть пустым' };
  if (origin === 'string') {
    return { en: `At least ${minimum} characters`, ru: `Не короче ${minimum} символов` };
  }
  return { en: `At least ${minimum}`, ru: `Не меньше ${minimum}` };
}

function tooBig({ origin, maximum = 0 }: Issue): Sentences {
  if (origin === 'string') {
    return { en: `At most ${maximum} characters`, ru: `Не длиннее ${maximum} символов` };
  }
  return { en: `At most ${maximum}`, ru: `Не больше ${maximum}` };
}

const formats: Record<string, Sentences> = {
  uuid: { en: 'Not an id', ru: 'Это не идентификатор' },
  datetime: {
    en: 'Not a moment, as in 2026-01-31T00:00:00+06:00',
    ru: 'Это не момент времени, как 2026-01-31T00:00:00+06:00',
  },
  email: { en: 'Not an e-mail address', ru: 'Это не адрес электронной почты' },
};

/** What the domain and the contract say of a condition. */
const fromDomain: Record<string, string> = {
  'Either clientIds or filter, and one of them': 'Нужно одно из двух: clientIds или filter',
  'One of cursor, previousCursor and around at the most':
    'Не больше одного из cursor, previousCursor и around',
  'Not more than 48 hours ago, nor more than a day ahead':
    'Не раньше чем 48 часов назад и не позже чем через сутки',
  'Not known here': 'Такого параметра здесь нет',
  'Not a cursor of this list': 'Это не курсор этого списка',
  'Nobody of this organisation': 'Такого сотрудника в организации нет',
  'No message of this conversation': 'Такого сообщения в этой беседе нет',
  'A call cannot be quoted': 'Звонок нельзя процитировать',
  'No such file': 'Такого файла нет',
  'The file is not there yet': 'Файл ещё не загружен',
  'The file belongs to another message already': 'Файл уже относится к другому сообщению',
  'A conversation through another number of yours': 'Эта беседа идёт через другой ваш номер',
  'A conversation with another number': 'Это беседа с другим номером',
  'Not an object': 'Нужен объект',
  'Not an id': 'Это не идентификатор',
  [NOT_STORABLE]: 'Текст содержит символ NUL или половину суррогатной пары',
  [TOO_DEEP]: 'Слишком глубокая вложенность',
  'Not a time zone': 'Нет такого часового пояса',
  'A time is needed, as in 22:00': 'Нужно время, как 22:00',
  'Begin and end are the same': 'Начало и конец совпадают',
  'One file, in a part named file': 'Нужен один файл, в части с именем file',
};

const withNumbers: [RegExp, string][] = [
  [/^At most (\d+)$/, 'Не больше $1'],
  [/^1 to (\d+) characters$/, 'От 1 до $1 символов'],
  [/^(\d+) characters at the most$/, 'Не длиннее $1 символов'],
  [/^A whole number from (\d+) to (\d+)$/, 'Целое число от $1 до $2'],
];

function sentence(path: string[], sentences: Sentences, language: Language): FieldSentence {
  return { field: path.join('.') || 'body', message: sentences[language] };
}

function valueAt(input: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}
