import {
  getWhatsAppSettings,
  isKnownMessage,
  queueMessageToPhone,
  readAddressee,
  sentSince,
} from '@soul-kg-crm/domain';
import { createSendLimits, SEND_PRIORITY } from '@soul-kg-crm/queue';
import { Problem } from '@soul-kg-crm/shared/problems';
import { HIGHEST_LIMITS } from '@soul-kg-crm/shared/settings';
import { problemOf } from '../../http/problem-of.ts';
import { os } from '../os.ts';
import { actorOf, type RequestContext, scopeOf } from '../request-context.ts';

/** POST /whatsapp/send */
export const send = os.whatsapp.send.handler(async ({ context, input }) => {
  const { to, content, conversationId, channelId, clientMessageId } = input;
  const { priority = SEND_PRIORITY.normal } = input;
  const isRepeat = clientMessageId !== undefined && (await isKnownMessage(scopeOf(context), clientMessageId));
  // A number that is none stays wrong when there is room again: that is said below.
  if (!isRepeat && readAddressee(to, conversationId)) await requireRoom(context);
  const message = await queueMessageToPhone(scopeOf(context), {
    ...{ to, content, conversationId, channelId, clientMessageId, priority },
    sender: 'HUMAN',
    senderId: actorOf(context),
  });
  return {
    success: true as const,
    messageId: message.id,
    conversationId: message.conversationId,
    status: message.status,
  };
});

const LIMITS = {
  minute: { code: 'SEND_LIMIT_OF_MINUTE', most: HIGHEST_LIMITS.messagesPerMinute },
  hour: { code: 'SEND_LIMIT_OF_HOUR', most: HIGHEST_LIMITS.messagesPerHour },
  day: { code: 'SEND_LIMIT_OF_DAY', most: HIGHEST_LIMITS.messagesPerDay },
} as const;

/** Says so at once when the organisation's limits are used up; what was taken on before waits for its turn. */
async function requireRoom(context: RequestContext): Promise<void> {
  const scope = scopeOf(context);
  const limits = createSendLimits({
    ...{ redis: context.api.redis, prefix: context.api.redisPrefix },
    limitsOf: async () => (await getWhatsAppSettings(scope)).rateLimiting,
    sentSince: (_, sinceMs) => sentSince(scope, sinceMs),
  });
  const look = await limits.checkRateLimit(scope.organizationId, 1).catch((error: unknown) => {
    // Without Redis the message is kept, and the worker asks the limits before it sends.
    if (problemOf(error)?.name === 'Problem') return null;
    throw error;
  });
  if (!look?.hit || !look.resetAt) return;
  const { hit, remaining, resetAt } = look;
  const { code, most } = LIMITS[hit.window];
  throw new Problem(code, { limit: hit.limit, remaining, resetAt: resetAt.toISOString(), most });
}
