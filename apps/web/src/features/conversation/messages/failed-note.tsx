'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { goOnWriting } from '../composer-field';
import { sendAgain } from '../sending/in-order';
import { pendingMessages } from '../sending/pending-messages';
import type { ThreadMessage } from './thread-message';
import { useRefreshThread } from './use-refresh-thread';

interface FailedNoteProps {
  conversationId: string;
  message: ThreadMessage;
  /** It failed before somebody's eyes: told at once to those who do not see it. */
  isNew: boolean;
}

/** Why a message did not go, and what can be done, at the message itself. */
export function FailedNote({ conversationId, message, isNew }: FailedNoteProps) {
  const t = useTranslations('conversation');
  const refresh = useRefreshThread(conversationId);
  const again = useMutation(api.conversations.retryMessage.mutationOptions({ onSuccess: refresh }));
  const retry = () => {
    if (message.id === null) sendAgain(conversationId, message.key);
    else again.mutate({ messageId: message.id });
  };
  return (
    <div ref={goOnWriting} className="flex max-w-full flex-wrap items-center justify-end gap-x-2 text-sm">
      <p {...(isNew && { role: 'alert' })} className="text-destructive">
        {message.errorMessage ?? t(message.isFileGone ? 'fileGone' : 'notSent')}
      </p>
      <Button variant="link" className="h-7 px-0 text-sm" disabled={again.isPending} onClick={retry}>
        {t('retry')}
      </Button>
      {message.id === null ? (
        <Button
          variant="link"
          className="h-7 px-0 text-sm text-muted-foreground"
          onClick={() => pendingMessages.remove(conversationId, message.key)}
        >
          {t('discard')}
        </Button>
      ) : null}
    </div>
  );
}
