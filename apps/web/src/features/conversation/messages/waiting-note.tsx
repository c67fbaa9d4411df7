'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { goOnWriting } from '../composer-field';
import type { ThreadMessage } from './thread-message';
import { useEdit } from './use-edit';
import { useIsOlderThan } from './use-is-older-than';
import { useRefreshThread } from './use-refresh-thread';
import { WaitingEditor } from './waiting-editor';

/** Most messages leave at once; what can be done with one is shown when it waits for longer. */
const SHOWN_AFTER_MS = 3_000;

interface WaitingNoteProps {
  conversationId: string;
  messageId: string;
  message: Pick<ThreadMessage, 'kind' | 'content' | 'status' | 'createdAt'>;
}

/** What can be done with a message that waits to be sent, at the message itself. */
export function WaitingNote({ conversationId, messageId, message }: WaitingNoteProps) {
  const [edit, setEdit] = useEdit(messageId);
  // Whoever comes back to it stands in the field of the conversation.
  const [isJustBegun, setIsJustBegun] = useState(false);
  const isWaiting = message.status === 'PENDING';
  // What somebody is writing stays with them, also when the message leaves meanwhile.
  if (edit) {
    return (
      <WaitingEditor
        {...{ conversationId, messageId, isJustBegun }}
        {...edit}
        content={message.content}
        status={message.status}
        onChange={(text) => setEdit({ ...edit, text })}
        onDone={() => setEdit(null)}
      />
    );
  }
  if (!isWaiting) return null;
  const begin = () => {
    setIsJustBegun(true);
    setEdit({ text: message.content, base: message.content });
  };
  return (
    <WaitingActions
      {...{ conversationId, messageId }}
      since={message.createdAt}
      onEdit={message.kind === 'AUDIO' ? null : begin}
    />
  );
}

interface WaitingActionsProps {
  conversationId: string;
  messageId: string;
  since: string;
  /** Null where there is no text: an audio file has none. */
  onEdit: (() => void) | null;
}

function WaitingActions({ conversationId, messageId, since, onEdit }: WaitingActionsProps) {
  const t = useTranslations('conversation.waiting');
  const refresh = useRefreshThread(conversationId);
  const cancel = useMutation(api.conversations.cancelMessage.mutationOptions({ onSuccess: refresh }));
  const hasWaited = useIsOlderThan(since, SHOWN_AFTER_MS);
  if (!hasWaited) return null;
  return (
    <div ref={goOnWriting} className="flex flex-wrap items-center justify-end gap-x-3">
      {onEdit ? (
        <Button variant="link" className="h-7 px-0 text-sm text-muted-foreground" onClick={onEdit}>
          {t('edit')}
        </Button>
      ) : null}
      <Button
        variant="link"
        className="h-7 px-0 text-sm text-muted-foreground"
        disabled={cancel.isPending}
        onClick={() => cancel.mutate({ messageId })}
      >
        {t('cancel')}
      </Button>
    </div>
  );
}
