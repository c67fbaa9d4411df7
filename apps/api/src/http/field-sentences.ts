import type { Language } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';
import type { InvalidInputError } from './problem-of.ts';
import { NOT_STORABLE, TOO_DEEP } from './storable-text.ts';

export interface FieldSentence {
  field: string;
  message: string;
}

type Sentences = Record<Language, string>;

const issueShape = z.object({
  code: z.string(),
  origin: z.string().optional(),
  minimum: z.union([z.number(), z.bigint()]).optional(),
  maximum: z.union([z.number(), z.bigint()]).optional(),
  format: z.string().optional(),
  keys: z.array(z.string()).optional(),
  values: z.array(z.unknown()).optional(),
});
type Issue = z.infer<typeof issueShape>;

/** What is wrong with each field, in the caller's language. */
export function fieldSentences({ issues, input }: InvalidInputError, language: Language): FieldSentence[] {
  return issues.flatMap((raw) => {
    const path = (raw.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
    const parsed = issueShape.safeParse(raw);
    const issue = parsed.success ? parsed.data : { code: 'custom' };
    if (issue.keys) return issue.keys.map((key) => sentence([...path, key], unknownField, language));
    const isMissing = valueAt(input, path) === undefined;
    return [sentence(path, isMissing ? required : sentencesOf(issue), language)];
  });
}

/** Sentences that the domain says in English, in Russian. */
export function translated({ field, message }: FieldSentence, language: Language): FieldSentence {
  return { field, message: language === 'ru' ? (fromDomain[message] ?? message) : message };
}

const required: Sentences = { en: 'Required', ru: 'Обязательное поле' };
const unknownField: Sentences = { en: 'There is no such field', ru: 'Такого поля нет' };
const notRight: Sentences = { en: 'Not a valid value', ru: 'Недопустимое значение' };

function sentencesOf(issue: Issue): Sentences {
  switch (issue.code) {
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_format':
      return formats[issue.format ?? ''] ?? notRight;
    case 'invalid_type':
      return { en: 'Not of the right type', ru: 'Значение не того типа' };
    case 'invalid_value': {
      const choices = (issue.values ?? []).join(', ');
      return { en: `One of: ${choices}`, ru: `Одно из: ${choices}` };
    }
    default:
      return notRight;
  }
}

function tooSmall({ origin, minimum = 0 }: Issue): Sentences {
  if (origin === 'string') {
    return Number(minimum) <= 1
      ? { en: 'Must not be empty', ru: 'Не должно быть пустым' }
      : { en: `At least ${minimum} characters`, ru: `Не короче ${minimum} символов` };
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
  email: { en: 'Not an e-mail address', ru: 'Это не адрес электронной почты' },
};

const fromDomain: Record<string, string> = {
  'Not a cursor of this list': 'Это не курсор этого списка',
  'Nobody of this organisation': 'Такого сотрудника в организации нет',
  'No message of this conversation': 'Такого сообщения в этой беседе нет',
  'No such file': 'Такого файла нет',
  'The file is not there yet': 'Файл ещё не загружен',
  'The file belongs to another message already': 'Файл уже относится к другому сообщению',
  'A conversation with another number': 'Это беседа с другим номером',
  'Not an object': 'Нужен объект',
  'Not an id': 'Это не идентификатор',
  [NOT_STORABLE]: 'Текст содержит символ NUL или половину суррогатной пары',
  [TOO_DEEP]: 'Слишком глубокая вложенность',
  'Not a time zone': 'Нет такого часового пояса',
  'Begin and end are the same': 'Начало и конец совпадают',
  'One file, in a part named file': 'Нужен один файл, в части с именем file',
};

function sentence(path: string[], sentences: Sentences, language: Language): FieldSentence {
  return { field: path.join('.') || 'body', message: sentences[language] };
}

function valueAt(input: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}
