import type { Channel, ScopedTransaction, WhatsAppSession } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';

/** What is read of a channel to say whether its conversations can be answered. */
export const answerableSelect = {
  deletedAt: true,
  desiredState: true,
  whatsAppSession: { select: { errorCode: true } },
} as const;

export type AnswerableChannel = Pick<Channel, 'deletedAt' | 'desiredState'> & {
  whatsAppSession: Pick<WhatsAppSession, 'errorCode'> | null;
};

/** Why nothing can be sent through a channel, or null. One that is only disconnected keeps what it is given until it is back. */
export function whyUnanswerable(channel: AnswerableChannel): 'CHANNEL_DELETED' | 'CHANNEL_LOGGED_OUT' | null {
  if (channel.deletedAt) return 'CHANNEL_DELETED';
  const { desiredState } = channel;
  const isLoggedOut = desiredState === 'STOPPED' && channel.whatsAppSession?.errorCode === 'LOGGED_OUT';
  return desiredState === 'LOGGED_OUT' || isLoggedOut ? 'CHANNEL_LOGGED_OUT' : null;
}

/** The same of the channel with this id. */
export async function findUnanswerable(
  tx: ScopedTransaction,
  channelId: string,
): Promise<ReturnType<typeof whyUnanswerable>> {
  const channel = await tx.db.channel.findUnique({ where: { id: channelId }, select: answerableSelect });
  return channel ? whyUnanswerable(channel) : 'CHANNEL_DELETED';
}

/** Refuses to send through a channel that was deleted or logged out. */
export async function requireAnswerable(tx: ScopedTransaction, channelId: string): Promise<void> {
  const problem = await findUnanswerable(tx, channelId);
  if (problem) throw new Problem(problem);
}
