import { newId } from '@soul-kg-crm/shared/ids';
import { type AgentSettings, agentSettings, agentType } from '@soul-kg-crm/shared/settings';
import * as z from 'zod';
import { keptInTab } from '@/components/kept-in-tab';

/** The settings as they are being typed. */
export interface Draft {
  agentType: AgentSettings['agentType'];
  handOverAfter: number;
  answers: DraftAnswer[];
}

export interface DraftAnswer {
  /** Keeps what is typed at its place while others are added and removed. */
  key: string;
  /** With commas between. */
  keywords: string;
  text: string;
}

/** What was typed and is not saved yet. */
export type Changes = Partial<Draft> & {
  /** The stored answers from which those of the draft began. */
  answersFrom?: AgentSettings['answers'];
};

export const keptAgents = keptInTab<Changes>(
  'agents-draft',
  z.object({
    agentType: agentType.nullable().exactOptional(),
    handOverAfter: z.number().exactOptional(),
    answers: z.array(z.object({ key: z.string(), keywords: z.string(), text: z.string() })).exactOptional(),
    answersFrom: agentSettings.shape.answers.exactOptional(),
  }),
);

/** The draft with something more typed; its answers begin from what is stored when the first of them is touched. */
export function changesWith(draft: Changes | null, typed: Partial<Draft>, stored: AgentSettings): Changes {
  const begins = typed.answers && !draft?.answers;
  return { ...draft, ...typed, ...(begins && { answersFrom: stored.answers }) };
}

/** The draft as if its answers, where there are any, had begun from these. */
export function begunFrom(draft: Changes, answersFrom: AgentSettings['answers']): Changes {
  return draft.answers ? { ...draft, answersFrom } : draft;
}

/** What else was typed; null where that is nothing. */
export function withoutAnswers({ answers: _, answersFrom: __, ...rest }: Changes): Changes | null {
  return Object.keys(rest).length === 0 ? null : rest;
}

/** Whether the draft says anything else than what is stored. */
export function isChange(draft: Changes | null, stored: AgentSettings): boolean {
  const told = ({ agentType, handOverAfter, answers }: AgentSettings) =>
    JSON.stringify([agentType, handOverAfter, answersIn(answers)]);
  return told({ ...stored, ...changesOf(draft ?? {}) }) !== told(stored);
}

/** Whether somebody has changed the stored answers since those of the draft began. */
export function isOvertaken(draft: Changes | null, { answers }: AgentSettings): boolean {
  return draft?.answersFrom !== undefined && answersIn(draft.answersFrom) !== answersIn(answers);
}

function answersIn(answers: AgentSettings['answers']): string {
  return JSON.stringify(answers.map(({ keywords, text }) => [keywords, text]));
}

/** The form's beginning: what is stored. */
export function draftOf({ agentType, handOverAfter, answers }: AgentSettings): Draft {
  return {
    agentType,
    handOverAfter,
    answers: answers.map(({ keywords, text }) => newAnswer(keywords.join(', '), text)),
  };
}

export function newAnswer(keywords = '', text = ''): DraftAnswer {
  return { key: newId(), keywords, text };
}

/** What is sent: what was changed alone, without answers in which nothing stands. */
export function changesOf({ answers, ...rest }: Changes) {
  return { ...rest, ...(answers && { answers: filled(answers).map(answerOf) }) };
}

/** The answers of which something is written, in the order in which the server numbers them. */
export function filled(answers: readonly DraftAnswer[]): DraftAnswer[] {
  return answers.filter(({ keywords, text }) => keywords.trim() !== '' || text.trim() !== '');
}

function answerOf({ keywords, text }: DraftAnswer) {
  const words = keywords.split(',').map((word) => word.trim());
  return { keywords: words.filter((word) => word !== ''), text: text.trim() };
}
