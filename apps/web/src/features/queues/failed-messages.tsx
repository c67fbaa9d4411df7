'use client';

import { useMutation } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { ConfirmButton } from './confirm-button';
import { FailedMessageRow } from './failed-message-row';
import { TroubleList } from './trouble-list';
import { useFailedMessages, useRefreshQueues } from './use-queues';

/** Outgoing messages that did not leave. */
export function FailedMessages() {
  const t = useTranslations('queues.failed');
  const refresh = useRefreshQueues();
  const list = useFailedMessages();
  const retryAll = useMutation(api.queues.retryAllFailedMessages.mutationOptions({ onSettled: refresh }));
  const messages = list.data?.pages.flatMap(({ items }) => items);
  return (
    <TroubleList
      title={t('title')}
      text={t('text')}
      empty={t('empty')}
      rows={messages?.map((message) => <FailedMessageRow key={message.id} message={message} />)}
      action={
        <ConfirmButton
          trigger={
            <Button variant="secondary" size="sm">
              <RotateCcw aria-hidden />
              {t('retryAll')}
            </Button>
          }
          title={t('confirm')}
          text={t('confirmText')}
          action={t('retryAll')}
          isPending={retryAll.isPending}
          onConfirm={() => retryAll.mutateAsync({})}
        />
      }
      list={list}
    />
  );
}
