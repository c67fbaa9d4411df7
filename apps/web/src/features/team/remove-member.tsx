'use client';

import type { MemberModel } from '@soul-kg-crm/shared/contract';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Button } from '@/components/ui/button';
import { useRefreshTeam } from './use-team';

interface RemoveMemberProps {
  member: MemberModel;
  /** Once the list is without them. */
  onRemoved(): void;
}

/** Says first what it does: the colleague is out at once. */
export function RemoveMember({ member: { id, name }, onRemoved }: RemoveMemberProps) {
  const t = useTranslations('team.remove');
  const [isAsking, setIsAsking] = useState(false);
  const refresh = useRefreshTeam();
  const remove = useMutation(
    api.members.remove.mutationOptions({
      onSettled: async (_answer, error) => {
        setIsAsking(false);
        await refresh();
        if (!error) onRemoved();
      },
    }),
  );
  return (
    <ConfirmDialog
      isOpen={isAsking}
      onOpenChange={setIsAsking}
      trigger={
        <Button variant="secondary" size="sm" aria-label={t('buttonOf', { name })}>
          {t('button')}
        </Button>
      }
      title={t('confirm', { name })}
      text={t('confirmText')}
      action={t('button')}
      isPending={remove.isPending}
      onConfirm={() => remove.mutate({ memberId: id })}
    />
  );
}
