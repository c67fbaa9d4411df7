import type { Owner } from '@/session/owner';
import { unsentFiles } from './file-store';
import { type PendingMessage, pendingMessages } from './pending-messages';
import { restoreUnsent } from './restore-unsent';
import { UnsentStore } from './unsent-store';

/**
 * Keeps what is on its way to the server in this browser, and sends on what an earlier page left behind: with the same
 * ids, so that what the server has already is not sent a second time. Gives how to end it.
 */
export function keepUnsent(owner: Owner): () => void {
  const store = new UnsentStore(localStorage, owner);
  const kept = new Map<string, readonly PendingMessage[]>();
  const keep = (conversationId: string) => {
    const before = kept.get(conversationId) ?? [];
    const now = pendingMessages.of(conversationId);
    kept.set(conversationId, now);
    for (const [position, message] of now.entries()) {
      const was = before.find(isSame(message));
      if (!was && message.file) ignoringFaults(unsentFiles.put(message.clientMessageId, message.file.file));
      if (!was || isChanged(was, message)) store.put(conversationId, message, position);
    }
    for (const message of before) {
      const next = now.find(isSame(message));
      if (next && next.state !== 'taken') continue;
      store.remove(conversationId, message.clientMessageId);
      if (message.file) ignoringFaults(unsentFiles.remove(message.clientMessageId));
    }
  };
  const hear = ({ key, newValue }: StorageEvent) => {
    if (key !== null && newValue === null) forgetGone(store, key);
  };
  const stop = pendingMessages.subscribe(keep);
  // Written before it was known whose it is.
  pendingMessages.places().forEach(keep);
  window.addEventListener('storage', hear);
  void restoreUnsent(store, owner);
  return () => {
    stop();
    window.removeEventListener('storage', hear);
  };
}

/** What failed stands in each tab that was opened since: thrown away or sent in one of them, it is done with in all. */
function forgetGone(store: UnsentStore, key: string): void {
  const gone = store.goneUnder(key);
  if (!gone) return;
  const { conversationId, clientMessageId } = gone;
  if (pendingMessages.find(conversationId, clientMessageId)?.state !== 'failed') return;
  pendingMessages.remove(conversationId, clientMessageId);
}

function isSame({ clientMessageId }: PendingMessage) {
  return (other: PendingMessage) => other.clientMessageId === clientMessageId;
}

/** How much of a file has been uploaded is of no use to another page. */
function isChanged(was: PendingMessage, { state, mediaId, errorMessage }: PendingMessage): boolean {
  return was.state !== state || was.mediaId !== mediaId || was.errorMessage !== errorMessage;
}

/** A browser that keeps no files sends them all the same; they only do not outlive the page. */
function ignoringFaults(work: Promise<unknown>): void {
  work.catch(() => {});
}
