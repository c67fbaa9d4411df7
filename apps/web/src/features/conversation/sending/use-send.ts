'use client';

import { useCallback } from 'react';
import type { ThreadMessage } from '../messages/thread-message';
import type { ChosenFile } from './chosen-file';
import { deliverInOrder } from './in-order';
import { pendingMessages } from './pending-messages';

interface Answer {
  content: string;
  files: readonly ChosenFile[];
  quoted: ThreadMessage | null;
}

/** Shows an answer at once and sends it; each file is a message of its own, the text goes with the first. */
export function useSend(conversationId: string): (answer: Answer) => void {
  return useCallback(
    ({ content, files, quoted }) => {
      const parts = files.length === 0 ? [null] : files;
      const ids = parts.map((file, index) => {
        const clientMessageId = crypto.randomUUID();
        pendingMessages.add(conversationId, {
          clientMessageId,
          content: index === 0 ? content : '',
          createdAt: new Date().toISOString(),
          quoted: index === 0 ? quoteOf(quoted) : null,
          file,
          mediaId: null,
          state: 'sending',
          uploaded: null,
          errorMessage: null,
        });
        return clientMessageId;
      });
      void deliverInOrder(conversationId, ids);
    },
    [conversationId],
  );
}

function quoteOf(message: ThreadMessage | null): ThreadMessage['quoted'] {
  if (!message || message.id === null) return null;
  const { id, direction, kind, content } = message;
  return { id, direction, kind, content };
}
