/** What the receptionist itself says, in the customers' languages. */
export interface Phrases {
  greeting(name: string | null): string;
  notUnderstood: string;
  toColleague: string;
}

const phrases: Record<'ru' | 'en' | 'ky' | 'kk' | 'uz', Phrases> = {
  ru: {
    greeting: (name) => `${name ? `Здравствуйте, ${name}!` : 'Здравствуйте!'} Чем можем помочь?`,
    notUnderstood:
      'Не совсем понял вопрос. Уточните, пожалуйста, или напишите «оператор» — подключится коллега.',
    toColleague: 'Передаю коллеге, он скоро ответит.',
  },
  en: {
    greeting: (name) => `${name ? `Hello, ${name}!` : 'Hello!'} How can we help you?`,
    notUnderstood:
      'I am not sure I understand. Please ask in other words, or write “human” to talk to a colleague.',
    toColleague: 'I am passing this on to a colleague, who will answer soon.',
  },
  ky: {
    greeting: (name) => `${name ? `Саламатсызбы, ${name}!` : 'Саламатсызбы!'} Кандай жардам бере алабыз?`,
    notUnderstood:
      'Суроону толук түшүнгөн жокмун. Тактап жазыңыз же «оператор» деп жазыңыз — кесиптешим жооп берет.',
    toColleague: 'Кесиптешиме өткөрүп жатам, ал жакында жооп берет.',
  },
  kk: {
    greeting: (name) => `${name ? `Сәлеметсіз бе, ${name}!` : 'Сәлеметсіз бе!'} Қалай көмектесе аламыз?`,
    notUnderstood:
      'Сұрақты толық түсінбедім. Нақтылап жазыңыз немесе «оператор» деп жазыңыз — әріптесім жауап береді.',
    toColleague: 'Әріптесіме жіберемін, ол жақында жауап береді.',
  },
  uz: {
    greeting: (name) =>
      `${name ? `Assalomu alaykum, ${name}!` : 'Assalomu alaykum!'} Qanday yordam bera olamiz?`,
    notUnderstood:
      'Savolni toʻliq tushunmadim. Iltimos, aniqroq yozing yoki «operator» deb yozing — hamkasbim javob beradi.',
    toColleague: 'Hamkasbimga uzatyapman, u tez orada javob beradi.',
  },
};

/** The phrases of a language; Russian where there are none. */
export function phrasesOf(language: string | null): Phrases {
  const base = language?.split('-')[0] ?? '';
  return Object.entries(phrases).find(([known]) => known === base)?.[1] ?? phrases.ru;
}

const notUnderstood: ReadonlySet<string> = new Set(Object.values(phrases).map((own) => own.notUnderstood));

/** Whether the receptionist said by this that it did not understand. */
export function isNotUnderstood(content: string): boolean {
  return notUnderstood.has(content);
}
