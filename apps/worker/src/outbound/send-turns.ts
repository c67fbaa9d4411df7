import type { Scope } from '@soul-kg-crm/database';
import { getWhatsAppSettings, sentSince } from '@soul-kg-crm/domain';
import {
  createSendLimits,
  createSendSlots,
  KEEP_SLOT_MS,
  pauseBeforeMs,
  SEND_PRIORITY,
  WaitError,
} from '@soul-kg-crm/queue';
import { type MessageStatus, messageStatus } from '@soul-kg-crm/shared/enums';
import { quietForMs } from '@soul-kg-crm/shared/settings';
import type { WorkerContext } from '../context.ts';

/** While there is no turn, the lane looks again so often: settings may have changed, or somebody urgent come. */
const LOOK_AGAIN_MS = { pace: 250, slots: 100, limits: 1_000 };

export interface SendTurns {
  /** Returns when the message may go out now, having taken it from the limits; throws WaitError while it may not. */
  take(messageId: string): Promise<void>;
  /** What became of it; null where nothing was done. */
  settle(messageId: string, statusAfter: MessageStatus | null): Promise<void>;
}

/** Whose turn it is on one channel's lane: the pace, the quiet hours, the organisation's places and limits. */
export function sendTurns(
  { redis, prefix }: Pick<WorkerContext, 'redis' | 'prefix'>,
  scope: Scope,
  now: () => number = Date.now,
): SendTurns {
  const { organizationId } = scope;
  let lastSentMs = 0;
  let keeping: NodeJS.Timeout | undefined;
  const limits = createSendLimits({
    ...{ redis, prefix },
    limitsOf: async () => (await getWhatsAppSettings(scope)).rateLimiting,
    sentSince: (_, sinceMs) => sentSince(scope, sinceMs),
  });
  const slots = createSendSlots({ redis, prefix, organizationId });
  return {
    take: async (messageId) => {
      const message = await scope.db.message.findUnique({
        where: { id: messageId },
        select: { status: true, priority: true, content: true },
      });
      if (!message || !mayLeave.has(message.status)) return;
      const { rateLimiting, quietHours } = await getWhatsAppSettings(scope);
      const isUrgent = message.priority >= SEND_PRIORITY.urgent;
      if (!isUrgent) wait(quietForMs(quietHours, now()), LOOK_AGAIN_MS.limits);
      const { messagesPerMinute } = rateLimiting;
      const pacing = { isUrgent, textLength: message.content.length, messagesPerMinute };
      wait(lastSentMs + pauseBeforeMs(pacing, messageId) - now(), LOOK_AGAIN_MS.pace);
      if (!(await slots.take(messageId, rateLimiting.concurrency))) throw new WaitError(LOOK_AGAIN_MS.slots);
      const { allowed, resetAt } = await limits.takeFromLimits(organizationId, messageId);
      // Where Redis is away for a moment, it hears of it the next time.
      if (allowed) keeping = setInterval(() => slots.keep(messageId).catch(() => {}), KEEP_SLOT_MS).unref();
      else await slots.free(messageId);
      if (!allowed) wait(Math.max(1, (resetAt?.getTime() ?? 0) - Date.now()), LOOK_AGAIN_MS.limits);
    },
    settle: async (messageId, statusAfter) => {
      clearInterval(keeping);
      await slots.free(messageId);
      if (statusAfter === null) return;
      if (certainlyNotSent.has(statusAfter)) await limits.giveBack(organizationId, messageId);
      else lastSentMs = now();
    },
  };
}

const mayLeave: ReadonlySet<MessageStatus> = new Set(
  messageStatus.extract(['PENDING', 'SENDING', 'UNCONFIRMED']).options,
);
const certainlyNotSent: ReadonlySet<MessageStatus> = new Set(
  messageStatus.extract(['PENDING', 'FAILED']).options,
);

function wait(waitMs: number, atMostMs: number): void {
  if (waitMs > 0) throw new WaitError(Math.min(waitMs, atMostMs));
}
