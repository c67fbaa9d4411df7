'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { useIsOlderThan } from './use-is-older-than';
import { WaitingEditor } from './waiting-editor';

/** Most messages leave at once; what can be done with one is shown when it waits for longer. */
const SHOWN_AFTER_MS = 3_000;

/** What can be done with a message that waits to be sent, at the message itself. */
export function WaitingNote({
  messageId,
  content,
  since,
}: {
  messageId: string;
  content: string;
  since: string;
}) {
  const t = useTranslations('conversation.waiting');
  const [isEditing, setIsEditing] = useState(false);
  const cancel = useMutation(api.conversations.cancelMessage.mutationOptions());
  const hasWaited = useIsOlderThan(since, SHOWN_AFTER_MS);
  if (!hasWaited) return null;
  if (isEditing) {
    return <WaitingEditor messageId={messageId} content={content} onDone={() => setIsEditing(false)} />;
  }
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-3">
      <Button
        variant="link"
        className="h-7 px-0 text-sm text-muted-foreground"
        onClick={() => setIsEditing(true)}
      >
        {t('edit')}
      </Button>
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
