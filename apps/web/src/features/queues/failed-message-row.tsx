'use client';

import type { FailedMessageModel } from '@soul-kg-crm/shared/contract';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { hrefOfInbox, WHOLE_INBOX } from '@/components/inbox-place';
import { Button } from '@/components/ui/button';
import { useMoments } from '@/i18n/use-moments';
import { TroubleRow } from './trouble-row';
import { useRefreshQueues } from './use-queues';

/** To whom and why not; the message itself stands in its conversation. */
export function FailedMessageRow({ message }: { message: FailedMessageModel }) {
  const t = useTranslations('queues.failed');
  const refresh = useRefreshQueues();
  const { whole } = useMoments();
  const retry = useMutation(api.conversations.retryMessage.mutationOptions({ onSettled: refresh }));
  const dismiss = useMutation(api.queues.dismissFailedMessage.mutationOptions({ onSettled: refresh }));
  const isPending = retry.isPending || dismiss.isPending;
  const { id: messageId, conversationId, channel, client, createdAt, error } = message;
  return (
    <TroubleRow>
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <Link
          href={hrefOfInbox(WHOLE_INBOX, conversationId, messageId)}
          dir="auto"
          className="tap-area justify-self-start font-medium underline-offset-4 hover:underline"
        >
          {client.name}
        </Link>
        <p className="text-sm text-muted-foreground">{[channel.name, whole(createdAt)].join(' · ')}</p>
        <p className="text-sm text-destructive">{error?.message ?? t('unknown')}</p>
      </div>
      <div className="flex gap-2">
        <Button
          variant="secondary"
          size="sm"
          disabled={isPending}
          onClick={() => retry.mutate({ messageId })}
        >
          {t('retry')}
        </Button>
        <Button variant="ghost" size="sm" disabled={isPending} onClick={() => dismiss.mutate({ messageId })}>
          {t('dismiss')}
        </Button>
      </div>
    </TroubleRow>
  );
}
