import type { Prisma } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';

/** Of the caller's ids of notices; what the caller chose stands behind it. */
const NOTICE_PREFIX = 'agent-notice/';

/**
 * The caller's id of a notice: what an agent tells whoever answers in the conversation, such as one text to many or that
 * an order has come. It is no part of the talk, so a person who answers does not silence it.
 */
export function noticeIdOf(chosen: string = newId()): string {
  return `${NOTICE_PREFIX}${chosen}`;
}

/** What the caller chose, of a notice's id or any other. */
export function chosenIdOf(clientMessageId: string): string {
  return isNoticeId(clientMessageId) ? clientMessageId.slice(NOTICE_PREFIX.length) : clientMessageId;
}

/** Whether a caller's id is a notice's. */
export function isNoticeId(clientMessageId: string | undefined): boolean {
  return clientMessageId?.startsWith(NOTICE_PREFIX) ?? false;
}

/** Of messages: what agents say in a conversation, of themselves or through a program; not their notices. */
export const saidByAgent = {
  sender: 'AI',
  // What has no id is not `not` anything in SQL.
  OR: [{ clientMessageId: null }, { clientMessageId: { not: { startsWith: NOTICE_PREFIX } } }],
} satisfies Prisma.MessageWhereInput;
