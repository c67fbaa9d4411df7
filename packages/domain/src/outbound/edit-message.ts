import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { recordActivity } from '../activity/record-activity.ts';
import { getMessage } from '../conversations/get-message.ts';
import { previewOf } from '../conversations/show-newest.ts';
import type { MessageView } from '../conversations/views.ts';
import { announce } from '../realtime/announce.ts';
import { lockWaiting } from './cancel-message.ts';
import { requireSayable } from './require-sayable.ts';

export interface MessageEdit {
  messageId: string;
  content: string;
  /** What it was written over; CONFLICT where something else stands there by now. */
  contentFrom?: string | undefined;
  actorId: string | null;
}

/** Changes the text of a message that has not begun to leave. */
export async function editMessage(scope: Scope, edit: MessageEdit): Promise<MessageView> {
  const { messageId, content, contentFrom, actorId } = edit;
  const text = content.trim();
  return scope.transaction(async (tx) => {
    const { conversationId, mediaId, kind, content: stored } = await lockWaiting(tx, messageId);
    // A change that was made already, and whose answer was lost, contradicts nobody.
    if (contentFrom !== undefined && ![contentFrom, text].includes(stored)) throw new Problem('CONFLICT');
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
