import { apiClient } from '@/api/client';
import { isPassing } from '@/api/problem';
import { type PendingMessage, pendingMessages } from './pending-messages';
import { uploadFile } from './upload-file';

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 800;

/**
 * Brings a pending message to the server. The same id every time: however often it is tried, it is one message. What
 * stays undeliverable waits in its place until somebody tries again or throws it away.
 */
export async function deliver(conversationId: string, clientMessageId: string): Promise<void> {
  const change = (changes: Partial<PendingMessage>) =>
    pendingMessages.change(conversationId, clientMessageId, changes);
  change({ state: 'sending', errorMessage: null });
  for (let attempt = 1; ; attempt++) {
    const message = pendingMessages.find(conversationId, clientMessageId);
    if (!message) return;
    try {
      await post(conversationId, message, change);
      pendingMessages.take(conversationId, clientMessageId);
      return;
    } catch (error) {
      if (attempt >= ATTEMPTS || !isPassing(error)) {
        change({ state: 'failed', uploaded: null, errorMessage: sentenceOf(error) });
        return;
      }
      await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  }
}

async function post(
  conversationId: string,
  message: PendingMessage,
  change: (changes: Partial<PendingMessage>) => void,
): Promise<void> {
  let { mediaId } = message;
  if (message.file && mediaId === null) {
    mediaId = await uploadFile(message.file.file, (uploaded) => change({ uploaded }));
    change({ mediaId, uploaded: null });
  }
  await apiClient.conversations.sendMessage({
    conversationId,
    clientMessageId: message.clientMessageId,
    content: message.content,
    ...(mediaId !== null && { mediaId }),
    ...(message.quoted && { quotedMessageId: message.quoted.id }),
  });
}

/** The network's own words help nobody; the server's sentences do. */
function sentenceOf(error: unknown): string | null {
  return error instanceof Error && !isPassing(error) ? error.message : null;
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
