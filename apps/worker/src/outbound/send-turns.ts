import type { Message, Scope } from '@soul-kg-crm/database';
import { getWhatsAppSettings, isHeldBack, sentSince } from '@soul-kg-crm/domain';
import {
  createSendLimits,
  createSendSlots,
  isRedisRefusing,
  KEEP_SLOT_MS,
  SEND_PRIORITY,
  WaitError,
} from '@soul-kg-crm/queue';
import { type MessageStatus, messageStatus } from '@soul-kg-crm/shared/enums';
import type { WhatsAppSettings } from '@soul-kg-crm/shared/settings';
import type { WorkerContext } from '../context.ts';
import { sendPace } from './send-pace.ts';

/** While there is no turn, the lane looks again so often: settings may have changed, or somebody urgent come. */
const LOOK_AGAIN_MS = { slots: 100, limits: 1_000 };

export interface SendTurns {
  /**
   * Returns when the message may go out now, having taken it from the limits; throws WaitError while it may not. What may
   * have left already is looked for first, which needs a place and uses up nothing: see `takeAgain`.
   */
  take(messageId: string): Promise<void>;
  /** The same before a message that was looked for, and is not there, goes out once more. */
  takeAgain(messageId: string): Promise<void>;
  /** What became of it; null where nothing was done: taken back in between, it leaves the limits to others. */
  settle(messageId: string, end: AttemptEnd | null): Promise<void>;
  /** The attempt broke off, and nothing is known of it. */
  breakOff(messageId: string): Promise<void>;
}

/** How an attempt ended: the status that the message has after it, and whether WhatsApp saw anything of it. */
export interface AttemptEnd {
  status: MessageStatus;
  wasAsked: boolean;
}

/** Whose turn it is on one channel's lane: the pace, the quiet hours, the organisation's places and limits. */
export function sendTurns(context: RedisContext, scope: Scope, now: () => number = Date.now): SendTurns {
  /** Taken from the limits here, and not settled yet. */
  let taken: string | null = null;
  const limits = limitsOf(context, scope);
  const place = placeOf(context, scope.organizationId);
  const pace = sendPace(now);
  const requireMoment = async (message: Message, settings: WhatsAppSettings) => {
    const textLength = message.content.length;
    const facts = {
      ...{ messageId: message.id, isUrgent: isUrgent(message), textLength },
      // What may have left was typed before it did.
      isTyped: message.status !== 'PENDING',
      // Nor is typed what nobody will see: an answer for which it is too late, or a first message that must wait.
      isHeldBack: () => isHeldBack(scope, message),
    };
    await pace.require(facts, settings);
  };
  return {
    take: async (messageId) => {
      const message = await readOpen(scope, messageId);
      if (!message) return;
      const settings = await getWhatsAppSettings(scope);
      const isNew = message.status === 'PENDING';
      if (isNew) await requireMoment(message, settings);
      await place.take(messageId, settings.rateLimiting.concurrency);
      if (!isNew) return;
      await limits.take(messageId, isUrgent(message)).catch(async (error: unknown) => {
        await place.free(messageId);
        throw error;
      });
      taken = messageId;
    },
    takeAgain: async (messageId) => {
      const message = await readOpen(scope, messageId);
      if (message) await requireMoment(message, await getWhatsAppSettings(scope));
      await limits.take(messageId, message !== null && isUrgent(message));
      taken = messageId;
    },
    settle: async (messageId, end) => {
      await place.free(messageId);
      // The pace is what WhatsApp sees: a number that is none has been asked for, too.
      if (end?.wasAsked) pace.asked();
      if (end === null && taken !== messageId) return;
      const status = end?.status ?? (await readStatus(scope, messageId)) ?? 'FAILED';
      if (certainlyNotSent.has(status)) await limits.giveBack(messageId);
      taken = null;
    },
    breakOff: (messageId) => place.free(messageId),
  };
}

type RedisContext = Pick<WorkerContext, 'redis' | 'prefix'>;

/** The organisation's limits, for which a message waits. */
function limitsOf({ redis, prefix }: RedisContext, scope: Scope) {
  const { organizationId } = scope;
  const limits = createSendLimits({
    ...{ redis, prefix },
    limitsOf: async () => (await getWhatsAppSettings(scope)).rateLimiting,
    sentSince: (_, sinceMs) => sentSince(scope, sinceMs),
  });
  return {
    take: async (messageId: string, isUrgent: boolean) => {
      const { allowed, resetAt } = await limits.takeFromLimits(organizationId, messageId, { isUrgent });
      if (allowed) return;
      const waitMs = Math.max(1, (resetAt?.getTime() ?? 0) - Date.now());
      throw new WaitError(Math.min(waitMs, LOOK_AGAIN_MS.limits));
    },
    giveBack: (messageId: string) => limits.giveBack(organizationId, messageId).catch(leaveWhereRefused),
  };
}

/** The lane's place among the organisation's sends that are at work, held until it is freed. */
function placeOf({ redis, prefix }: RedisContext, organizationId: string) {
  const slots = createSendSlots({ redis, prefix, organizationId });
  let keeping: NodeJS.Timeout | undefined;
  return {
    take: async (messageId: string, concurrency: number) => {
      if (!(await slots.take(messageId, concurrency))) throw new WaitError(LOOK_AGAIN_MS.slots);
      // Where Redis is away for a moment, it hears of it the next time.
      keeping = setInterval(() => slots.keep(messageId).catch(() => {}), KEEP_SLOT_MS).unref();
    },
    free: async (messageId: string) => {
      clearInterval(keeping);
      await slots.free(messageId).catch(leaveWhereRefused);
    },
  };
}

/** A place is free again by itself, and a limit has one message too few: neither is worth what came of the attempt. */
function leaveWhereRefused(error: unknown): void {
  if (!isRedisRefusing(error)) throw error;
}

/** Somebody waits for it: a person's answer. */
function isUrgent({ priority }: Pick<Message, 'priority'>): boolean {
  return priority >= SEND_PRIORITY.urgent;
}

async function readOpen(scope: Scope, id: string): Promise<Message | null> {
  const message = await scope.db.message.findUnique({ where: { id } });
  return message && mayLeave.has(message.status) ? message : null;
}

/** Null where the message is gone. */
async function readStatus(scope: Scope, id: string): Promise<MessageStatus | null> {
  const message = await scope.db.message.findUnique({ where: { id }, select: { status: true } });
  return message?.status ?? null;
}

const mayLeave: ReadonlySet<MessageStatus> = new Set(
  messageStatus.extract(['PENDING', 'SENDING', 'UNCONFIRMED']).options,
);
const certainlyNotSent: ReadonlySet<MessageStatus> = new Set(
  messageStatus.extract(['PENDING', 'FAILED']).options,
);
