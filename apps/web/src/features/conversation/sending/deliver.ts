import { apiClient } from '@/api/client';
import { ApiProblem, isPassing, isSignedOut } from '@/api/problem';
import { leaveWhenSignedOut } from '@/session/leave-when-signed-out';
import { type PendingMessage, pendingMessages } from './pending-messages';
import { untilWorthTrying } from './try-again';
import { SENT_ON_MS } from './unsent-store';
import { FileGoneError, uploadFile } from './upload-file';

const TIMING = {
  firstPauseMs: 800,
  longestPauseMs: 15_000,
  /** A connection that is there and says nothing, as after a change of networks, must not hold up a conversation. */
  answerMs: 25_000,
};
/** So many come to nothing before whoever wrote it is told. */
const QUICK_ATTEMPTS = 4;

const underway = new Map<string, AbortController>();

/**
 * Brings a pending message to the server. The same id every time: however often it is tried, it is one message. While the
 * server cannot be reached it keeps its place in the line, and goes as soon as it can; so it does where the session is over,
 * for the page after the next sign-in. Only what the server refuses has failed, and what has become old meanwhile: whether
 * it still is to be said, somebody decides.
 */
export async function deliver(
  conversationId: string,
  clientMessageId: string,
  timing = TIMING,
): Promise<void> {
  const change = (changes: Partial<PendingMessage>) =>
    pendingMessages.change(conversationId, clientMessageId, changes);
  const unwanted = new AbortController();
  underway.set(clientMessageId, unwanted);
  try {
    for (let attempt = 1; !unwanted.signal.aborted; attempt++) {
      const message = pendingMessages.find(conversationId, clientMessageId);
      if (!message || message.state === 'taken') return;
      if (message.state === 'failed') change({ state: 'sending', errorMessage: null, isFileGone: false });
      const problem = await post(conversationId, message, change, unwanted.signal, timing.answerMs).catch(
        asError,
      );
      if (unwanted.signal.aborted) return;
      if (problem === null || wasTaken(problem)) return pendingMessages.take(conversationId, clientMessageId);
      leaveWhenSignedOut(problem);
      if (!(isPassing(problem) || isSignedOut(problem)) || isOld(message)) {
        return change({
          state: 'failed',
          isHeldUp: false,
          uploaded: null,
          isFileGone: problem instanceof FileGoneError,
          errorMessage: sentenceOf(problem),
        });
      }
      change({ uploaded: null, isHeldUp: attempt >= QUICK_ATTEMPTS });
      const pauseMs = Math.min(timing.firstPauseMs * 2 ** (attempt - 1), timing.longestPauseMs);
      await untilWorthTrying(pauseMs, unwanted.signal);
    }
  } finally {
    underway.delete(clientMessageId);
  }
}

/** Whoever wrote it does not want it to be sent any more. What the server has by then is shown, and taken back there. */
export function giveUp(conversationId: string, clientMessageId: string): void {
  pendingMessages.remove(conversationId, clientMessageId);
  underway.get(clientMessageId)?.abort();
}

async function post(
  conversationId: string,
  message: PendingMessage,
  change: (changes: Partial<PendingMessage>) => void,
  unwanted: AbortSignal,
  answerMs: number,
): Promise<null> {
  let { mediaId } = message;
  if (message.file && mediaId === null) {
    mediaId = await uploadFile(message.file.file, (uploaded) => change({ uploaded }), unwanted);
    change({ mediaId, uploaded: null });
  }
  await apiClient.conversations.sendMessage(
    {
      conversationId,
      clientMessageId: message.clientMessageId,
      content: message.content,
      ...(mediaId !== null && { mediaId }),
      ...(message.quoted && { quotedMessageId: message.quoted.id }),
    },
    { signal: AbortSignal.any([unwanted, AbortSignal.timeout(answerMs)]) },
  );
  return null;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('not sent', { cause: error });
}

/** An id is made for one message: another page sent it before this one did, with a file of its own. */
function wasTaken(problem: Error): boolean {
  return problem instanceof ApiProblem && problem.code === 'CLIENT_MESSAGE_ID_REUSED';
}

function isOld({ createdAt }: PendingMessage): boolean {
  return Date.now() - Date.parse(createdAt) >= SENT_ON_MS;
}

/** The browser's own words help nobody; the server's sentences do. */
function sentenceOf(problem: Error): string | null {
  return problem instanceof ApiProblem && !isPassing(problem) ? problem.message : null;
}
