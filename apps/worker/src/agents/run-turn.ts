import type { Scope } from '@soul-kg-crm/database';
import {
  type Agent,
  type AgentClient,
  type ClaimedTurn,
  failTurn,
  giveTurnBack,
  isTurnOpen,
  MAX_TURN_ATTEMPTS,
  readTurn,
  settleTurn,
  type TurnContext,
  type TurnOutcome,
} from '@soul-kg-crm/domain';
import { MAX_TEXT_LENGTH } from '@soul-kg-crm/shared/contract';
import * as z from 'zod';
import type { WorkerContext } from '../context.ts';
import { type Repetition, repeat } from '../runtime/repeat.ts';
import { customerFacts } from './customer-facts.ts';

export interface TurnOptions {
  agents: ReadonlyMap<string, Agent>;
  log: WorkerContext['log'];
  /** The worker stops. */
  signal: AbortSignal;
  /** What number and words tell of a customer. */
  factsOf?: typeof customerFacts;
  thinkMs?: number;
}

/** Longer than this no agent may think. */
const THINK_MS = 30_000;
/** So often a thinking agent's turn is looked at: did somebody take over, did the customer write on? */
const WATCH_MS = 500;

/** Lets the organisation's agent answer one burst. A fault costs no message: it is tried again, then a person is asked. */
export async function runTurn(
  scope: Scope,
  turn: ClaimedTurn,
  options: TurnOptions,
): Promise<TurnOutcome | 'failed'> {
  const { log, signal } = options;
  const ids = { conversationId: turn.conversationId, attempt: turn.attempts };
  try {
    const context = await readTurn(scope, turn);
    if (!context) return await settleTurn(scope, turn, '', { kind: 'nothing' });
    // Whoever had it before died of it each time.
    if (turn.attempts > MAX_TURN_ATTEMPTS) throw new Error('the turn was given up');
    const { agentType } = context.settings;
    const decision = await think(scope, turn, context, options);
    if (decision === null) return await settleTurn(scope, turn, '', { kind: 'nothing' });
    const outcome = await settleTurn(scope, turn, agentType, decision);
    log.info({ ...ids, agentType, outcome }, 'agent.turn');
    return outcome;
  } catch (err) {
    if (signal.aborted) {
      await giveTurnBack(scope, turn);
      return 'failed';
    }
    const next = await failTurn(scope, turn);
    log.error({ ...ids, next, error: nameOf(err) }, 'agent.failed');
    return 'failed';
  }
}

/** What the agent decides; null when nobody wants to know any more. */
async function think(scope: Scope, turn: ClaimedTurn, context: TurnContext, options: TurnOptions) {
  const { agents, log, signal, thinkMs = THINK_MS } = options;
  const agent = agents.get(context.settings.agentType);
  if (!agent) throw new Error('this worker has no such agent');
  const unwanted = new AbortController();
  await using _watch = watch(scope, turn, unwanted, log);
  const any = AbortSignal.any([signal, unwanted.signal, AbortSignal.timeout(thinkMs)]);
  const client = clientOf(context, options.factsOf);
  try {
    const asked = agent.onInboundMessage({ ...context, client, at: new Date(), signal: any });
    return agentDecision.parse(await Promise.race([asked, whenAborted(any)]));
  } catch (error) {
    if (unwanted.signal.aborted && !signal.aborted) return null;
    throw error;
  }
}

/** The client with what is known of them; their number is nobody's business. */
function clientOf(
  { client: { phone, ...client }, batch }: TurnContext,
  factsOf = customerFacts,
): AgentClient {
  const text = batch.map(({ content }) => content).join('\n');
  try {
    return { ...client, ...factsOf({ phone, language: client.language }, text) };
  } catch {
    return { ...client, country: null, timeZone: null, manner: 'formal' };
  }
}

/** Agents come from anywhere: what they say is looked at before it reaches a customer. */
const agentDecision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), content: z.string().trim().min(1).max(MAX_TEXT_LENGTH) }),
  z.object({
    kind: z.literal('handOver'),
    reason: z.string().max(60).optional(),
    content: z.string().trim().min(1).max(MAX_TEXT_LENGTH).optional(),
  }),
  z.object({ kind: z.literal('nothing') }),
]);

function watch(
  scope: Scope,
  turn: ClaimedTurn,
  unwanted: AbortController,
  log: WorkerContext['log'],
): Repetition {
  const work = async () => {
    if (!(await isTurnOpen(scope, turn))) unwanted.abort();
  };
  return repeat({ name: 'agent-turn-watch', everyMs: WATCH_MS, log, work });
}

/** An agent that heeds no signal is not waited for. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    if (signal.aborted) reject(signal.reason);
  });
}

/** An agent's error may quote what the customer wrote: its name and place must do. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
