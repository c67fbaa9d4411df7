import { newId } from '@soul-kg-crm/shared/ids';
import type { AgentSettings } from '@soul-kg-crm/shared/settings';

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
export function changesOf({ answers, ...rest }: Partial<Draft>): Partial<AgentSettings> {
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
