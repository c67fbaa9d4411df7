'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { ConfirmCommand } from './confirm-command';
import { useRefreshQueues } from './use-queues';

/** Keeps from leaving what waits on a number and nobody has answered by hand; says how much that was. */
export function TakeBackWaiting({ channelId, waiting }: { channelId: string; waiting: number }) {
  const t = useTranslations('queues.numbers');
  const refresh = useRefreshQueues();
  const place = useRef<HTMLDivElement>(null);
  const cancel = useMutation(api.queues.cancelWaiting.mutationOptions({ onSettled: refresh }));
  return (
    <div
      ref={place}
      tabIndex={-1}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm outline-none empty:hidden"
    >
      {waiting > 0 ? (
        <ConfirmCommand
          trigger={
            <Button variant="secondary" size="sm">
              {t('takeBack')}
            </Button>
          }
          title={t('confirmTakeBack')}
          text={t('confirmTakeBackText')}
          action={t('takeBack')}
          isPending={cancel.isPending}
          onConfirm={() => cancel.mutateAsync({ channelId })}
          // The question that had the focus is gone where nothing waits any more.
          onDone={() => place.current?.focus()}
        />
      ) : null}
      {cancel.data ? <p role="status">{t('takenBack', { count: cancel.data.cancelled })}</p> : null}
    </div>
  );
}
