'use client';

import { useCallback } from 'react';
import type { ThreadMessage } from '../messages/thread-message';
import { deliver } from './deliver';
import { type ChosenFile, pendingMessages } from './pending-messages';

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
      void inOrder(conversationId, ids);
    },
    [conversationId],
  );
}

/** One after the other, or the second would overtake the first while its file is uploaded. */
const lines = new Map<string, Promise<void>>();

function inOrder(conversationId: string, ids: readonly string[]): Promise<void> {
  const before = lines.get(conversationId) ?? Promise.resolve();
  const line = ids.reduce((turn, id) => turn.then(() => deliver(conversationId, id)), before);
  lines.set(conversationId, line);
  return line;
}

function quoteOf(message: ThreadMessage | null): ThreadMessage['quoted'] {
  if (!message || message.id === null) return null;
  const { id, direction, kind, content } = message;
  return { id, direction, kind, content };
}
