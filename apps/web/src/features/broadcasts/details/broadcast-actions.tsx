'use client';

import type { BroadcastStatus } from '@soul-kg-crm/shared/enums';
import { useMutation } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Button } from '@/components/ui/button';
import { useKeepBroadcast } from '../use-broadcasts';

interface BroadcastActionsProps {
  broadcast: { id: string; status: BroadcastStatus; counts: { left: number } };
}

/** Pause, go on, or end it. */
export function BroadcastActions({ broadcast }: BroadcastActionsProps) {
  const t = useTranslations('broadcasts');
  const [isAsking, setIsAsking] = useState(false);
  const keep = useKeepBroadcast();
  const pause = useMutation(api.broadcasts.pause.mutationOptions({ onSuccess: keep }));
  const resume = useMutation(api.broadcasts.resume.mutationOptions({ onSuccess: keep }));
  const cancel = useMutation(
    api.broadcasts.cancel.mutationOptions({ onSuccess: keep, onSettled: () => setIsAsking(false) }),
  );
  const { id: broadcastId, status, counts } = broadcast;
  const isUnderWay = status === 'PENDING' || status === 'IN_PROGRESS';
  if (!isUnderWay && status !== 'PAUSED') return null;
  const isBusy = pause.isPending || resume.isPending || cancel.isPending;
  return (
    <div className="flex flex-wrap gap-2">
      {isUnderWay ? (
        <Button variant="secondary" disabled={isBusy} onClick={() => pause.mutate({ broadcastId })}>
          <Pause aria-hidden />
          {t('pause')}
        </Button>
      ) : (
        <Button disabled={isBusy} onClick={() => resume.mutate({ broadcastId })}>
          <Play aria-hidden />
          {t('resume')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        trigger={<Button variant="secondary">{t('cancel')}</Button>}
        title={t('confirmCancel.title')}
        text={t('confirmCancel.text', { count: counts.left })}
        action={t('confirmCancel.action')}
        isPending={isBusy}
        onConfirm={() => cancel.mutate({ broadcastId })}
      />
    </div>
  );
}
