/** The words of a text, in small letters and without punctuation or emoji. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Whether somebody would rather talk to a person. */
export function asksForPerson(words: readonly string[]): boolean {
  return words.some((word) => persons.some((person) => word.startsWith(person)));
}

/** Whether the text greets and asks nothing else. */
export function greets(words: readonly string[]): boolean {
  return words.length > 0 && words.length <= 4 && words.some((word) => greetings.has(word));
}

/** Whether the text thanks, or agrees, and says nothing else. */
export function thanks(words: readonly string[]): boolean {
  return words.length > 0 && words.length <= 3 && words.some((word) => closings.has(word));
}

const closings: ReadonlySet<string> = new Set([
  ...[
    'спасибо',
    'благодарю',
    'спс',
    'ок',
    'хорошо',
    'понятно',
    'понял',
    'поняла',
    'thanks',
    'thank',
    'ok',
    'okay',
  ],
  ...['рахмат', 'ракмат', 'рақмет', 'рахмет', 'rahmat', 'raxmat', 'жакшы', 'жақсы', 'yaxshi'],
]);

const persons = ['оператор', 'operator', 'human', 'менеджер', 'manager', 'человек', 'адам', 'agent', 'inson'];

const greetings: ReadonlySet<string> = new Set([
  ...['здравствуйте', 'здравствуй', 'привет', 'приветствую', 'добрый', 'доброе', 'доброго', 'салам'],
  ...['hello', 'hi', 'hey', 'morning', 'evening', 'afternoon', 'greetings'],
  ...['салам', 'саламатсызбы', 'саламатсыздарбы', 'ассалам', 'ассаламу', 'арыбаңыз'],
  ...['сәлем', 'сәлеметсіз', 'салем'],
  ...['salom', 'assalomu', 'assalom', 'salam', 'ассалому', 'салом'],
]);
