/** The words of a text, in small letters and without punctuation or emoji. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Whether somebody would rather talk to a person, whatever else is asked. */
export function asksForPerson(words: readonly string[]): boolean {
  return beginsLike(words, persons);
}

/** Whether somebody may mean that: “for two persons” does not, and has its answer among the prepared ones first. */
export function speaksOfPerson(words: readonly string[]): boolean {
  return beginsLike(words, somebody);
}

/** Whether the text greets and says nothing else. */
export function greets(words: readonly string[]): boolean {
  return isOnly(words, greetings, besideGreetings);
}

/** Whether the text thanks, or agrees, and neither says nor asks anything else. */
export function thanks(text: string, words: readonly string[]): boolean {
  return !text.includes('?') && isOnly(words, closings, besideClosings);
}

function beginsLike(words: readonly string[], beginnings: readonly string[]): boolean {
  return words.some((word) => beginnings.some((beginning) => word.startsWith(beginning)));
}

/** One unknown word may be what all of it is about: “not good”, “ok, when”. */
function isOnly(words: readonly string[], meant: ReadonlySet<string>, beside: ReadonlySet<string>): boolean {
  return words.some((word) => meant.has(word)) && words.every((word) => meant.has(word) || beside.has(word));
}

const setOf = (...lines: string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(' ')));

const closings = setOf(
  'спасибо благодарю спс пасиб ок окей хорошо ладно понятно понял поняла ясно принято отлично договорились',
  'thanks thank thx ok okay great fine perfect understood',
  'рахмат ракмат жакшы макул түшүндүм түшүнүктүү',
  'рақмет рахмет жақсы жарайды түсіндім түсінікті',
  'rahmat raxmat yaxshi mayli xop xoʻp tushunarli tushundim яхши майли',
);

/** What stands beside thanks and changes nothing about them. */
const besideClosings = setOf(
  'большое огромное вам вас тебе очень все да и за помощь ответ внимание заранее тогда',
  'you very much so a lot for the your help all right got it and yes',
  'чоң сизге сага көп ооба баары',
  'үлкен сізге саған иә бәрі',
  'katta sizga kop koʻp ha',
);

const persons = ['оператор', 'operator', 'human', 'менеджер', 'manager', 'человеком'];
const somebody = ['человек', 'адам', 'agent', 'inson'];

const greetings = setOf(
  'здравствуйте здравствуй привет приветствую добрый доброе доброго салам',
  'hello hi hey morning evening afternoon greetings',
  'саламатсызбы саламатсыздарбы ассалам ассаламу арыбаңыз кутман',
  'сәлем сәлеметсіз салем қайырлы',
  'salom assalomu assalom salam ассалому салом xayrli hayrli',
);

/** What stands beside a greeting and is a part of it. */
const besideGreetings = setOf(
  'день дня утро утра вечер вечера ночи время времени суток всем вам вас как дела еще раз',
  'good day there all how are you again everyone',
  'алейкум алейкүм алайкум таң күн кеч кандайсыз кандайсыздар',
  'бе кеш қалайсыз қалыңыз қалай',
  'alaykum aleykum kun kech tong qalaysiz',
);
