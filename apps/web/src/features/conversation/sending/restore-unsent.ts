import { chosenFile } from './chosen-file';
import { deliverInOrder } from './in-order';
import { type PendingMessage, pendingMessages } from './pending-messages';
import { unsentFiles } from './unsent-files';
import type { UnsentMessage, UnsentStore } from './unsent-store';

/** Shows again what an earlier page left behind, and sends on what was being sent. */
export async function restoreUnsent(store: UnsentStore): Promise<void> {
  const left = store.read(Date.now());
  if (store.isEmpty()) await unsentFiles.clear().catch(() => {});
  for (const { conversationId, message } of left) {
    const { clientMessageId } = message;
    const file = message.hasFile ? await unsentFiles.get(clientMessageId).catch(() => null) : null;
    if (pendingMessages.find(conversationId, clientMessageId)) continue;
    if (message.hasFile && !file) {
      // Without its file it would say something else.
      giveBack(conversationId, message);
      store.remove(conversationId, clientMessageId);
      continue;
    }
    pendingMessages.add(conversationId, pendingOf(message, file));
    if (message.state === 'sending') void deliverInOrder(conversationId, [clientMessageId]);
  }
}

/** What was written goes back into the composer, unless something new stands there. */
function giveBack(conversationId: string, { content }: UnsentMessage): void {
  const key = `draft:${conversationId}`;
  if (content !== '' && localStorage.getItem(key) === null) localStorage.setItem(key, content);
}

function pendingOf(message: UnsentMessage, file: File | null): PendingMessage {
  const { position: _, hasFile: __, ...rest } = message;
  return { ...rest, file: file && chosenFile(file), uploaded: null };
}
