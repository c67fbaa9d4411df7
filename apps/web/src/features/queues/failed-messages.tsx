'use client';

import { useMutation } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { ConfirmCommand } from './confirm-command';
import { FailedMessageRow } from './failed-message-row';
import { goOnAt } from './go-on-at-list';
import { TroubleList } from './trouble-list';
import { useFailedMessages, useRefreshQueues } from './use-queues';

/** Outgoing messages that did not leave. */
export function FailedMessages() {
  const t = useTranslations('queues.failed');
  const list = useFailedMessages();
  const section = useRef<HTMLElement>(null);
  // The question that had the focus may be gone with the last row.
  const goOn = () => goOnAt(section.current);
  const { isPending, retry, dismiss, done } = useForAll();
  const messages = list.data?.pages.flatMap(({ items }) => items);
  return (
    <TroubleList
      ref={section}
      title={t('title')}
      text={t('text')}
      empty={t('empty')}
      rows={messages?.map((message) => <FailedMessageRow key={message.id} message={message} />)}
      action={
        <div className="flex flex-wrap gap-2">
          <ConfirmCommand
            trigger={
              <Button variant="secondary" size="sm">
                <RotateCcw aria-hidden />
                {t('retryAll')}
              </Button>
            }
            title={t('confirm')}
            text={t('confirmText')}
            action={t('retryAll')}
            isPending={isPending}
            onConfirm={retry}
            onDone={goOn}
          />
          <ConfirmCommand
            trigger={
              <Button variant="ghost" size="sm">
                {t('dismissAll')}
              </Button>
            }
            title={t('confirmDismissAll')}
            text={t('confirmDismissAllText')}
            action={t('dismissAll')}
            isPending={isPending}
            onConfirm={dismiss}
            onDone={goOn}
          />
        </div>
      }
      done={done}
      list={list}
    />
  );
}

/** What can be done with all of them, and what became of the last of it. */
function useForAll() {
  const t = useTranslations('queues.failed');
  const refresh = useRefreshQueues();
  const retryAll = useMutation(api.queues.retryAllFailedMessages.mutationOptions({ onSettled: refresh }));
  const dismissAll = useMutation(api.queues.dismissAllFailedMessages.mutationOptions({ onSettled: refresh }));
  const { data: again } = retryAll;
  const sentAgain = again && (again.retried > 0 ? t('retried', again) : t('noneRetried'));
  const aside = dismissAll.data && t('dismissed', { count: dismissAll.data.dismissed });
  return {
    isPending: retryAll.isPending || dismissAll.isPending,
    retry: () => {
      dismissAll.reset();
      return retryAll.mutateAsync({});
    },
    dismiss: () => {
      retryAll.reset();
      return dismissAll.mutateAsync({});
    },
    done: sentAgain ?? aside ?? null,
  };
}
