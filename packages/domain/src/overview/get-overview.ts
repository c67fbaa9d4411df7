import type { Scope } from '@soul-kg-crm/database';
import type { WhatsAppSessionStatus } from '@soul-kg-crm/shared/enums';

export interface Overview {
  whatsappStatus: WhatsAppSessionStatus;
  openConversations: number;
  unreadConversations: number;
  clients: number;
  receivedToday: number;
  sentToday: number;
  /** Outgoing messages that failed in the last seven days. */
  failedMessages: number;
}

const DAY_MS = 86_400_000;

/** What there is to do; "today" begins at `startOfDay`, UTC's midnight unless told. */
export async function getOverview(scope: Scope, startOfDay = utcMidnight()): Promise<Overview> {
  const { db } = scope;
  const today = { createdAt: { gte: startOfDay } };
  const lastWeek = { createdAt: { gte: new Date(Date.now() - 7 * DAY_MS) } };
  const sent = { in: ['SENT' as const, 'DELIVERED' as const, 'READ' as const] };
  const [session, open, unread, clients, received, sentToday, failed] = await Promise.all([
    db.whatsAppSession.findFirst({ where: { channel: { isDefault: true } }, select: { status: true } }),
    db.conversation.count({ where: { status: 'OPEN' } }),
    db.conversation.count({ where: { unreadCount: { gt: 0 } } }),
    db.client.count(),
    db.message.count({ where: { direction: 'INCOMING', ...today } }),
    db.message.count({ where: { direction: 'OUTGOING', status: sent, ...today } }),
    db.message.count({ where: { direction: 'OUTGOING', status: 'FAILED', ...lastWeek } }),
  ]);
  return {
    whatsappStatus: session?.status ?? 'DISCONNECTED',
    openConversations: open,
    unreadConversations: unread,
    clients,
    receivedToday: received,
    sentToday,
    failedMessages: failed,
  };
}

function utcMidnight(): Date {
  return new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);
}
