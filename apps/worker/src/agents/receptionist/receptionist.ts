import type { Agent, AgentContext, AgentDecision } from '@soul-kg-crm/domain';
import { MAX_TEXT_LENGTH } from '@soul-kg-crm/shared/contract';
import { isNotUnderstood, phrasesOf } from './phrases.ts';
import { asksForPerson, greets, speaksOfPerson, thanks, wordsOf } from './understand.ts';

const TYPE = 'receptionist';

/**
 * The example agent: greets in the customer's language, answers by the words of the organisation's own table, and asks
 * a person to go on when one is wanted or when it does not understand. It knows nothing but its context, so the same
 * conversation has the same answer.
 */
export const receptionist: Agent = {
  type: TYPE,
  onInboundMessage: async (context) => decide(context),
};

function decide(context: AgentContext): AgentDecision {
  const { batch, settings, client } = context;
  const text = batch.map(({ content }) => content).join('\n');
  const words = wordsOf(text);
  const say = phrasesOf(client.language);
  const toPerson = { kind: 'handOver', reason: 'ASKED_FOR_PERSON', content: say.toColleague } as const;
  if (asksForPerson(words)) return toPerson;
  const prepared = settings.answers.filter(({ keywords }) => mentions(words, keywords));
  if (prepared.length > 0) return { kind: 'reply', content: inOneMessage(prepared) };
  if (speaksOfPerson(words)) return toPerson;
  // A picture or a voice message says something that it cannot hear.
  if (batch.some(({ kind }) => kind !== 'TEXT')) return notUnderstood(context);
  if (greets(words)) return { kind: 'reply', content: say.greeting(callableName(client.name)) };
  // A thumb, dots: there is nothing to answer.
  if (words.length === 0 || thanks(text, words)) return { kind: 'nothing' };
  return notUnderstood(context);
}

/** As many of the answers as fit; what is missing the customer asks for again. */
function inOneMessage(answers: readonly { text: string }[]): string {
  return answers.reduce((content, { text }) => {
    const more = content === '' ? text : `${content}\n\n${text}`;
    return more.length <= MAX_TEXT_LENGTH ? more : content;
  }, '');
}

function notUnderstood({ recent, settings, client }: AgentContext): AgentDecision {
  const say = phrasesOf(client.language);
  const before = recent.filter(({ senderId, sender }) => sender === 'AI' && senderId === TYPE).reverse();
  const inARow = before.findIndex(({ content }) => !isNotUnderstood(content));
  const misunderstood = (inARow === -1 ? before.length : inARow) + 1;
  if (misunderstood < settings.handOverAfter) return { kind: 'reply', content: say.notUnderstood };
  return { kind: 'handOver', reason: 'NOT_UNDERSTOOD', content: say.toColleague };
}

function mentions(words: readonly string[], keywords: readonly string[]): boolean {
  const spoken = ` ${words.join(' ')} `;
  // A keyword is the beginning of a word: “цен” means цена, цены and ценам alike.
  return keywords
    .map((keyword) => wordsOf(keyword).join(' '))
    .some(
      (keyword) => keyword !== '' && spoken.includes(keyword.length < 3 ? ` ${keyword} ` : ` ${keyword}`),
    );
}

/** Nobody is greeted by a number. */
function callableName(name: string): string | null {
  return /\d/.test(name) ? null : (name.trim().split(/\s+/)[0] ?? null);
}
