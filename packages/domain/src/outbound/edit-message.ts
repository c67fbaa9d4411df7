import type { Scope } from '@soul-kg-crm/database';
import { recordActivity } from '../activity/record-activity.ts';
import { getMessage } from '../conversations/get-message.ts';
import { previewOf } from '../conversations/show-newest.ts';
import type { MessageView } from '../conversations/views.ts';
import { announce } from '../realtime/announce.ts';
import { lockWaiting } from './cancel-message.ts';
import { requireSayable } from './require-sayable.ts';

/** Changes the text of a message that has not begun to leave. */
export async function editMessage(
  scope: Scope,
  { messageId, content, actorId }: { messageId: string; content: string; actorId: string | null },
): Promise<MessageView> {
  const text = content.trim();
  return scope.transaction(async (tx) => {
    const { conversationId, mediaId, kind } = await lockWaiting(tx, messageId);
    requireSayable(text, mediaId === null ? null : kind);
    // What stands there now has not been tried by anybody, and belongs to who wrote it: see isLateReply.
    const data = { content: text, claimedAt: null, adoptedAt: new Date() };
    await tx.db.message.update({ where: { id: messageId }, data });
    const shown = await tx.db.conversation.updateMany({
      where: { id: conversationId, lastMessageId: messageId },
      data: { lastMessagePreview: previewOf(text) },
    });
    const isNewest = shown.count > 0;
    await announce(tx, { kind: 'messages.updated', messages: [{ conversationId, messageId, isNewest }] });
    await recordActivity(tx, {
      ...{ actorId, action: 'message.edited', targetType: 'message', targetId: messageId },
    });
    return getMessage(tx, messageId);
  });
}
