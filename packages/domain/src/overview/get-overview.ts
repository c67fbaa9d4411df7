import type { Scope } from '@soul-kg-crm/database';
import type { WhatsAppSessionStatus } from '@soul-kg-crm/shared/enums';
import { written } from '../inbound/written.ts';
import { openFailure } from '../outbound/open-failure.ts';
import { lowestIdAt } from '../paging/lowest-id-at.ts';

export interface Overview {
  whatsappStatus: WhatsAppSessionStatus;
  openConversations: number;
  unreadConversations: number;
  clients: number;
  receivedToday: number;
  sentToday: number;
  /** Outgoing messages that failed in the last seven days; not those that somebody took back. */
  failedMessages: number;
  /** Ever; so that the first steps are gone for good once they are done. */
  hasReceived: boolean;
  hasSent: boolean;
}

const DAY_MS = 86_400_000;
/** By the index on (organisation, id). */
const FIRST = { orderBy: { id: 'asc' }, select: { id: true } } as const;

/** What there is to do; "today" begins at `startOfDay`, UTC's midnight unless told. */
export async function getOverview(scope: Scope, startOfDay = utcMidnight()): Promise<Overview> {
  const { db } = scope;
  const channels = await db.channel.findMany({ select: { id: true } });
  const anywhere = { channelId: { in: channels.map(({ id }) => id) } };
  // The index on (channel, stage, id) answers those of outgoing ones: a message's id begins with its moment.
  const since = (moment: number) => ({ ...anywhere, id: { gte: lowestIdAt(moment) } });
  const today = since(startOfDay.getTime());
  const lastWeek = since(Date.now() - 7 * DAY_MS);
  const received = { in: ['PENDING' as const, 'READ' as const] };
  const [session, open, unread, clients, receivedToday, sentToday, failed] = await Promise.all([
    db.whatsAppSession.findFirst({ where: { channel: { isDefault: true } }, select: { status: true } }),
    db.conversation.count({ where: { status: 'OPEN' } }),
    db.conversation.count({ where: { unreadCount: { gt: 0 } } }),
    db.client.count(),
    db.message.count({ where: { direction: 'INCOMING', status: received, ...written, ...today } }),
    db.message.count({ where: { stage: 'SENT', ...today } }),
    db.message.count({ where: { stage: 'FAILED', ...openFailure, ...lastWeek } }),
  ]);
  // Where there was something today, nothing needs to be looked for.
  const [first, firstSent] = await Promise.all([
    receivedToday > 0 || db.message.findFirst({ where: { direction: 'INCOMING' }, ...FIRST }),
    sentToday > 0 || db.message.findFirst({ where: { stage: 'SENT', ...anywhere }, select: { id: true } }),
  ]);
  return {
    whatsappStatus: session?.status ?? 'DISCONNECTED',
    openConversations: open,
    unreadConversations: unread,
    clients,
    receivedToday,
    sentToday,
    failedMessages: failed,
    hasReceived: Boolean(first),
    hasSent: Boolean(firstSent),
  };
}

function utcMidnight(): Date {
  return new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);
}
