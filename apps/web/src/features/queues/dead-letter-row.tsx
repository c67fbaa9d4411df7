'use client';

import type { DeadLetterModel } from '@soul-kg-crm/shared/contract';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { useMoments } from '@/i18n/use-moments';
import { ConfirmCommand } from './confirm-command';
import { TroubleRow } from './trouble-row';
import { useRefreshQueues } from './use-queues';

interface DeadLetterRowProps {
  letter: DeadLetterModel;
  /** Once it is put aside, and the list without it. */
  onDismissed(): void;
}

/** What it was and why it failed; never what was in it. */
export function DeadLetterRow({ letter, onDismissed }: DeadLetterRowProps) {
  const t = useTranslations('queues.dead');
  const refresh = useRefreshQueues();
  const { whole } = useMoments();
  const retry = useMutation(api.queues.retryDeadLetter.mutationOptions({ onSettled: refresh }));
  const dismiss = useMutation(api.queues.dismissDeadLetter.mutationOptions({ onSettled: refresh }));
  const { id: inboundEventId, kind, channel, receivedAt, attempts, error } = letter;
  const isPending = retry.isPending || dismiss.isPending;
  return (
    <TroubleRow>
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <p className="font-medium">{t(`kind.${kind}`)}</p>
        <p className="text-sm text-muted-foreground">
          {[
            channel.name,
            t('received', { at: whole(receivedAt) }),
            attempts === 0 ? t('refused') : t('attempts', { count: attempts }),
          ].join(' · ')}
        </p>
        <p className="text-sm text-destructive">
          {t('error')}: <code className="break-all">{error}</code>
        </p>
      </div>
      <div className="flex gap-2">
        <Button
          variant="secondary"
          size="sm"
          disabled={isPending}
          onClick={() => retry.mutate({ inboundEventId })}
        >
          {t('retry')}
        </Button>
        <ConfirmCommand
          trigger={
            <Button variant="ghost" size="sm" disabled={isPending}>
              {t('dismiss')}
            </Button>
          }
          title={t('confirmDismiss')}
          text={t('confirmDismissText')}
          action={t('dismiss')}
          isPending={dismiss.isPending}
          onConfirm={() => dismiss.mutateAsync({ inboundEventId })}
          onDone={onDismissed}
        />
      </div>
    </TroubleRow>
  );
}
