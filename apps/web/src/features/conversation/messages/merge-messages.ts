import type { PendingMessage } from '../sending/pending-messages';
import type { ThreadMessage } from './thread-message';

/** The part of the API's message that the thread uses. */
export type ApiMessage = Omit<
  ThreadMessage,
  'key' | 'id' | 'errorMessage' | 'isFileGone' | 'uploaded' | 'isUnderway' | 'isHeldUp'
> & {
  id: string;
  clientMessageId: string | null;
  error: { message: string } | null;
};

/**
 * The thread from the oldest to the newest: what the server has, and behind it what is still on its way there. A message
 * that the server has already is not shown a second time.
 */
export function mergeMessages(
  newestFirst: readonly ApiMessage[],
  pending: readonly PendingMessage[],
): ThreadMessage[] {
  const known = new Set(newestFirst.map(({ clientMessageId }) => clientMessageId));
  const seen = new Set<string>();
  const fromServer: ThreadMessage[] = [];
  for (const message of newestFirst) {
    // Pages are fetched one after the other; a message that came in between may stand on two of them.
    if (seen.has(message.id)) continue;
    seen.add(message.id);
    fromServer.push(shownOf(message));
  }
  const underway = pending.filter(({ clientMessageId }) => !known.has(clientMessageId));
  // What stands behind one in the line waits as well.
  const isHeldUp = underway.some((message) => message.isHeldUp);
  return [...fromServer.reverse(), ...underway.map((message) => pendingShownOf(message, isHeldUp))];
}

function shownOf(message: ApiMessage): ThreadMessage {
  const { clientMessageId, error, ...rest } = message;
  return {
    ...rest,
    key: clientMessageId ?? message.id,
    errorMessage: error?.message ?? null,
    isFileGone: false,
    uploaded: null,
    isUnderway: false,
    isHeldUp: false,
  };
}

function pendingShownOf(message: PendingMessage, isHeldUp: boolean): ThreadMessage {
  const { clientMessageId, content, createdAt, file, quoted, state, uploaded, errorMessage } = message;
  const { isFileGone } = message;
  return {
    key: clientMessageId,
    id: null,
    direction: 'OUTGOING',
    sender: 'HUMAN',
    senderId: null,
    senderName: null,
    kind: file?.kind ?? 'TEXT',
    content,
    status: state === 'failed' ? 'FAILED' : 'PENDING',
    createdAt,
    editedAt: null,
    revokedAt: null,
    clientReaction: null,
    ownReaction: null,
    quoted,
    media: file && {
      kind: file.kind,
      status: 'READY',
      fileName: file.file.name,
      mimeType: file.file.type,
      size: file.file.size,
      width: null,
      height: null,
      url: file.previewUrl,
      errorMessage: null,
    },
    errorMessage,
    isFileGone,
    uploaded,
    isUnderway: state === 'sending',
    isHeldUp: isHeldUp && state === 'sending',
  };
}
