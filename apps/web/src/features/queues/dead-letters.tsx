'use client';

import { useMutation } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { DeadLetterRow } from './dead-letter-row';
import { goOnAt } from './go-on-at-list';
import { TroubleList } from './trouble-list';
import { useDeadLetters, useRefreshQueues } from './use-queues';

/** Incoming events that nobody tries any more. */
export function DeadLetters() {
  const t = useTranslations('queues.dead');
  const refresh = useRefreshQueues();
  const list = useDeadLetters();
  const section = useRef<HTMLElement>(null);
  const retryAll = useMutation(api.queues.retryAllDeadLetters.mutationOptions({ onSettled: refresh }));
  const letters = list.data?.pages.flatMap(({ items }) => items);
  return (
    <TroubleList
      ref={section}
      title={t('title')}
      text={t('text')}
      empty={t('empty')}
      rows={letters?.map((letter) => (
        // The question that had the focus is gone with its row.
        <DeadLetterRow key={letter.id} letter={letter} onDismissed={() => goOnAt(section.current)} />
      ))}
      action={
        <Button
          variant="secondary"
          size="sm"
          disabled={retryAll.isPending}
          onClick={() => retryAll.mutate({})}
        >
          <RotateCcw aria-hidden />
          {t('retryAll')}
        </Button>
      }
      done={retryAll.data ? t('retried', retryAll.data) : null}
      list={list}
    />
  );
}
