'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { SelectField } from '@/components/ui/select-field';
import type { Session } from './state-look';
import { useRefreshSessions } from './use-sessions';

/** Stands for "wherever there is room". */
const ANYWHERE = '';

/** Chooses among the workers that live. */
export function MoveNumber({ session }: { session: Session }) {
  const t = useTranslations('sessions.actions.move');
  const common = useTranslations('common');
  const refresh = useRefreshSessions();
  const [isOpen, setIsOpen] = useState(false);
  const [workerId, setWorkerId] = useState(ANYWHERE);
  const { data: workers } = useQuery(
    api.sessions.listWorkers.queryOptions({ enabled: isOpen, staleTime: 0 }),
  );
  const move = useMutation(
    api.sessions.move.mutationOptions({
      onSuccess: async () => {
        await refresh();
        setIsOpen(false);
      },
    }),
  );
  const { channelId } = session;
  const options = (workers?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  // The one that was chosen may be gone by now.
  const chosen = options.find(({ value }) => value === workerId)?.value ?? ANYWHERE;
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={<Button variant="secondary">{t('button')}</Button>}
      title={t('dialog')}
      description={t('dialogText')}
      actions={
        <>
          <DialogClose render={<Button variant="secondary">{common('cancel')}</Button>} />
          <Button
            disabled={move.isPending}
            onClick={() => move.mutate({ channelId, workerId: chosen === ANYWHERE ? null : chosen })}
          >
            {t('action')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('worker')}
        value={chosen}
        options={[{ value: ANYWHERE, label: t('anywhere') }, ...options]}
        onChange={setWorkerId}
      />
    </Dialog>
  );
}
