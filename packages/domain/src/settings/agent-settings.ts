import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import {
  type AgentSettings,
  type AgentSettingsPatch,
  agentSettings,
  getDefaultAgentSettings,
} from '@soul-kg-crm/shared/settings';
import { cancelAllReplies } from '../agents/take-back-waiting.ts';
import { changeSettings, readSettings } from './organization-settings.ts';

export interface AgentSettingsChange {
  /** What is left out stays as it is. */
  patch: AgentSettingsPatch;
  /** The answers that the patch began from; CONFLICT where somebody else has changed them since. */
  answersFrom?: AgentSettings['answers'] | undefined;
  /** Null where a key acts. */
  actorId: string | null;
}

/** Which agent answers the organisation's customers, and how. */
export async function getAgentSettings(scope: Pick<Scope, 'db'>): Promise<AgentSettings> {
  return parse(await readSettings(scope, 'agents'));
}

/**
 * Switches agents on or off, or changes what they say. Takes effect with the next message; what they answered and what has
 * not begun to leave when they are switched off is taken back.
 */
export async function updateAgentSettings(
  scope: Scope,
  { patch, answersFrom, actorId }: AgentSettingsChange,
): Promise<AgentSettings> {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const change = (before: AgentSettings) => {
    const after = agentSettings.parse({ ...before, ...given });
    // A change that was made already, and whose answer was lost, contradicts nobody.
    const isOutdated = answersFrom && !areSame(answersFrom, before.answers);
    if (isOutdated && !areSame(after.answers, before.answers)) throw new Problem('CONFLICT');
    return after;
  };
  const follow = async (tx: ScopedTransaction, { agentType }: AgentSettings) => {
    if (agentType === null) await cancelAllReplies(tx);
  };
  return changeSettings(scope, { part: 'agents', actorId, parse, change, follow });
}

function areSame(some: AgentSettings['answers'], others: AgentSettings['answers']): boolean {
  const told = (answers: AgentSettings['answers']) =>
    JSON.stringify(answers.map(({ keywords, text }) => [keywords, text]));
  return told(some) === told(others);
}

/** What stands there unreadably counts as never set: nobody answers by itself. */
function parse(stored: unknown): AgentSettings {
  const given = typeof stored === 'object' ? stored : {};
  return (
    agentSettings.safeParse({ ...getDefaultAgentSettings(), ...given }).data ?? getDefaultAgentSettings()
  );
}
