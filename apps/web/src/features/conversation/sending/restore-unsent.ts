import { chosenFile } from './chosen-file';
import { chosenFiles } from './chosen-files';
import { draftKey, drafts } from './drafts';
import { deliverInOrder } from './in-order';
import { type PendingMessage, pendingMessages } from './pending-messages';
import { unsentFiles } from './unsent-files';
import type { Owner, UnsentMessage, UnsentStore } from './unsent-store';

/** Shows again what an earlier page left behind, and sends on what was being sent. */
export async function restoreUnsent(store: UnsentStore, { userId }: Owner): Promise<void> {
  const left = store.read(Date.now());
  if (store.isEmpty()) await unsentFiles.clear().catch(() => {});
  for (const { conversationId, message, isOld } of left) {
    const { clientMessageId } = message;
    const file = message.hasFile ? await unsentFiles.get(clientMessageId).catch(() => null) : null;
    if (pendingMessages.find(conversationId, clientMessageId)) continue;
    // Without its file, or on another day, it would say something else: back into the composer with it.
    if (isOld || (message.hasFile && !file)) {
      if (message.content !== '') drafts.append(draftKey(userId, conversationId), message.content);
      if (file) chosenFiles.add(conversationId, [file]);
      store.remove(conversationId, clientMessageId);
      await unsentFiles.remove(clientMessageId).catch(() => {});
      continue;
    }
    pendingMessages.add(conversationId, pendingOf(message, file));
    if (message.state === 'sending') void deliverInOrder(conversationId, [clientMessageId]);
  }
}

function pendingOf(message: UnsentMessage, file: File | null): PendingMessage {
  const { position: _, hasFile: __, ...rest } = message;
  return { ...rest, file: file && chosenFile(file), uploaded: null, isHeldUp: false };
}
