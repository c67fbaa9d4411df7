import type { Message, TenantDb, WhatsAppSession } from '@soul-kg-crm/database';
import { isAgentsAnswer } from '../agents/agent-reply.ts';
import { isLateReply } from '../agents/too-late.ts';

/** Whether a message that waits would not leave if it were claimed now: nobody need type it before. `claimMessage` has the last word. */
export async function isHeldBack(scope: { db: TenantDb }, message: Message): Promise<boolean> {
  if (message.status !== 'PENDING') return false;
  if (isAgentsAnswer(message) && isLateReply(message)) return true;
  const where = { channelId: message.channelId };
  return mustWait(scope, message, await scope.db.whatsAppSession.findUnique({ where }));
}

/** A first message to somebody new, while WhatsApp allows none; conversations that are under way go on. */
export async function mustWait(
  { db }: { db: TenantDb },
  { conversationId }: Pick<Message, 'conversationId'>,
  session: WhatsAppSession | null,
): Promise<boolean> {
  if (!session) return false;
  const { newChatsBlockedUntil, newChatsQuota, newChatsUsed } = session;
  const isLocked = newChatsBlockedUntil !== null && newChatsBlockedUntil > new Date();
  const isUsedUp = newChatsQuota !== null && newChatsUsed !== null && newChatsUsed >= newChatsQuota;
  if (!isLocked && !isUsedUp) return false;
  const gotThrough = { OR: [{ direction: 'INCOMING' as const }, { sentAt: { not: null } }] };
  const known = await db.message.findFirst({
    where: { conversationId, ...gotThrough },
    select: { id: true },
  });
  return known === null;
}
