import type { PendingMessage } from '@/features/conversation/sending/pending-messages';

/** A text that is being sent, under an id that is also what it says. */
export function pending(clientMessageId: string, changes: Partial<PendingMessage> = {}): PendingMessage {
  return {
    clientMessageId,
    content: clientMessageId,
    createdAt: '2026-11-21T10:05:00.000Z',
    quoted: null,
    file: null,
    mediaId: null,
    state: 'sending',
    uploaded: null,
    errorMessage: null,
    isFileGone: false,
    isHeldUp: false,
    ...changes,
  };
}
