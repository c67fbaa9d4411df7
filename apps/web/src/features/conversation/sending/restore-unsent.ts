import type { Owner } from '@/session/owner';
import { chosenFile } from './chosen-file';
import { chosenFiles } from './chosen-files';
import { draftKey, drafts } from './drafts';
import { unsentFiles } from './file-store';
import { inHand } from './in-hand';
import { deliverInOrder } from './in-order';
import { type PendingMessage, pendingMessages } from './pending-messages';
import type { Left, UnsentMessage, UnsentStore } from './unsent-store';

/**
 * Shows again what an earlier page left behind, and sends on what was being sent. What another tab has in hand is left to
 * it, with all that was written behind it in its conversation, until that tab is done or closed.
 */
export async function restoreUnsent(store: UnsentStore, owner: Owner): Promise<void> {
  const conversations = new Map<string, Left[]>();
  for (const left of store.read(Date.now())) {
    const { conversationId } = left;
    conversations.set(conversationId, [...(conversations.get(conversationId) ?? []), left]);
  }
  if (store.isEmpty()) await unsentFiles.clear().catch(() => {});
  await Promise.all(
    [...conversations.values()].map(async (inOrder) => {
      for (const left of inOrder) await restored(store, owner, left);
    }),
  );
}

/** Resolves once it stands in its place again; it is in hand until the server has it. */
function restored(store: UnsentStore, owner: Owner, { conversationId, message }: Left): Promise<void> {
  return new Promise((resolve) => {
    const work = async () => {
      // As it is by now: another tab may have sent it, or got further with it.
      const left = store.find(conversationId, message.clientMessageId, Date.now());
      const isToBeSent = left !== null && (await restore(store, owner, left));
      const line = isToBeSent ? deliverInOrder(conversationId, [message.clientMessageId]) : null;
      resolve();
      await line;
    };
    inHand(message.clientMessageId, work).then(resolve, resolve);
  });
}

/** Gives whether it is to be sent on. */
async function restore(store: UnsentStore, { userId }: Owner, left: Left): Promise<boolean> {
  const { conversationId, message, isOld } = left;
  const { clientMessageId } = message;
  const file = message.hasFile ? await unsentFiles.get(clientMessageId).catch(() => null) : null;
  if (pendingMessages.find(conversationId, clientMessageId)) return false;
  // Without its file, or on another day, it would say something else: back into the composer with it.
  if (isOld || (message.hasFile && !file)) {
    if (message.content !== '') drafts.append(draftKey(userId, conversationId), message.content);
    if (file) chosenFiles.add(conversationId, [file]);
    store.remove(conversationId, clientMessageId);
    await unsentFiles.remove(clientMessageId).catch(() => {});
    return false;
  }
  pendingMessages.add(conversationId, pendingOf(message, file));
  return message.state === 'sending';
}

function pendingOf(message: UnsentMessage, file: File | null): PendingMessage {
  const { position: _, hasFile: __, ...rest } = message;
  return { ...rest, file: file && chosenFile(file), uploaded: null, isFileGone: false, isHeldUp: false };
}
