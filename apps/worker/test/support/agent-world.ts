import type {
  Agent,
  AgentContext,
  AgentDecision,
  ChannelEvent,
  ClaimedTurn,
  ReceivedMessage,
} from '@soul-kg-crm/domain';
import { processInboundEvent, storeInboundEvents, updateAgentSettings } from '@soul-kg-crm/domain';
import { pino } from 'pino';
import { claimTurn } from '../../src/agents/claim-turn.ts';
import { runTurn, type TurnOptions } from '../../src/agents/run-turn.ts';
import { customerMessage, testWorld, type World } from './world.ts';

export interface AgentWorld extends World {
  /** What the agent decides; replaced by each test. */
  decide: (context: AgentContext) => Promise<AgentDecision> | AgentDecision;
  /** How often the agent was asked. */
  asked: number;
  /** A customer writes. */
  writes(digits: string, text: string): Promise<string>;
  /** The channel tells of a message with a customer, whatever it is. */
  tells(digits: string, message: Partial<ReceivedMessage>): Promise<string>;
  /** The same in two steps, as in life: it stands in the conversation, and is followed a moment later. */
  stores(digits: string, message: Partial<ReceivedMessage>): Promise<string>;
  follows(inboundEventId: string): Promise<void>;
  /** The channel tells of whatever it is. */
  hears(event: ChannelEvent): Promise<void>;
  /** A worker takes the turn that is due, as if its time had come. */
  claim(): ReturnType<typeof claimTurn>;
  run(turn: ClaimedTurn, stopping?: AbortSignal): ReturnType<typeof runTurn>;
  /** What agents have answered in the customer's conversation, oldest first. */
  replies(digits: string): Promise<{ id: string; content: string; status: string }[]>;
  conversation(digits: string): Promise<{ id: string; agentState: string; agentStateReason: string | null }>;
}

/** Every burst is due, and every claim of a worker that died is over. */
const LATER_MS = 10 * 60_000;

/** One organisation with an agent that a test tells what to decide. */
export async function agentWorld(options: Partial<TurnOptions> = {}): Promise<AgentWorld> {
  const world = await testWorld();
  const { scope, channelId, database } = world;
  await updateAgentSettings(scope, { patch: { agentType: 'receptionist' }, actorId: null });
  let laterMs = LATER_MS;
  const agents = new Map<string, Agent>();
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const signal = new AbortController().signal;
  const conversation = (digits: string) =>
    scope.db.conversation.findFirstOrThrow({ where: { client: { phone: `+${digits}` } } });
  const agentOf: AgentWorld = {
    ...world,
    decide: () => ({ kind: 'nothing' }),
    asked: 0,
    writes: (digits, content) => agentOf.tells(digits, { content }),
    tells: async (digits, more) => {
      const id = await agentOf.stores(digits, more);
      await agentOf.follows(id);
      return id;
    },
    stores: async (digits, more) => {
      const { kind, message } = customerMessage(digits, '');
      const event = { kind, message: { ...message, ...more } } as const;
      const [id = ''] = await storeInboundEvents(scope, channelId, [event]);
      return id;
    },
    follows: async (id) => {
      await processInboundEvent(scope, id);
    },
    hears: async (event) => {
      const [id = ''] = await storeInboundEvents(scope, channelId, [event]);
      await agentOf.follows(id);
    },
    claim: () => {
      laterMs += LATER_MS;
      return claimTurn(database.system, [], Date.now() + laterMs);
    },
    run: (turn, stopping = signal) => runTurn(scope, turn, { agents, log, signal: stopping, ...options }),
    replies: async (digits) => {
      const { id: conversationId } = await conversation(digits);
      const where = { conversationId, sender: 'AI' as const };
      return scope.db.message.findMany({ where, orderBy: { id: 'asc' } });
    },
    conversation,
  };
  agents.set('receptionist', {
    type: 'receptionist',
    onInboundMessage: async (context) => {
      agentOf.asked += 1;
      return agentOf.decide(context);
    },
  });
  return agentOf;
}
