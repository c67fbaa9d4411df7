'use client';

import { newId } from '@soul-kg-crm/shared/ids';
import { useCallback } from 'react';
import type { ThreadMessage } from '../messages/thread-message';
import { send } from './in-order';
import { type Answer, partsOfAnswer } from './parts-of-answer';
import { pendingMessages } from './pending-messages';

/** Shows an answer at once, message by message, and sends it; the first of them quotes. */
export function useSend(conversationId: string): (answer: Answer) => void {
  return useCallback(
    (answer) => {
      const ids = partsOfAnswer(answer).map(({ content, file }, index) => {
        const clientMessageId = newId();
        pendingMessages.add(conversationId, {
          clientMessageId,
          content,
          createdAt: new Date().toISOString(),
          quoted: index === 0 ? quoteOf(answer.quoted) : null,
          file,
          mediaId: null,
          state: 'sending',
          uploaded: null,
          errorMessage: null,
          isFileGone: false,
          isHeldUp: false,
        });
        return clientMessageId;
      });
      send(conversationId, ids);
    },
    [conversationId],
  );
}

function quoteOf(message: ThreadMessage | null): ThreadMessage['quoted'] {
  if (!message || message.id === null) return null;
  const { id, direction, kind, content } = message;
  return { id, direction, kind, content };
}
