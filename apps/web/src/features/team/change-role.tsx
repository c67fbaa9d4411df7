'use client';

import type { MemberModel } from '@soul-kg-crm/shared/contract';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Button } from '@/components/ui/button';
import { useRefreshTeam } from './use-team';

/** Makes a colleague an administrator, or an agent again; asks first. */
export function ChangeRole({ member: { id, name, role } }: { member: MemberModel }) {
  const t = useTranslations('team.change');
  const [isAsking, setIsAsking] = useState(false);
  const refresh = useRefreshTeam();
  const change = useMutation(
    api.members.update.mutationOptions({
      onSettled: async () => {
        setIsAsking(false);
        await refresh();
      },
    }),
  );
  const isAgent = role === 'AGENT';
  return (
    <ConfirmDialog
      isOpen={isAsking}
      onOpenChange={setIsAsking}
      trigger={
        <Button variant="secondary" size="sm" aria-label={t(isAgent ? 'toAdminOf' : 'toAgentOf', { name })}>
          {t(isAgent ? 'toAdmin' : 'toAgent')}
        </Button>
      }
      title={t(isAgent ? 'confirmAdmin' : 'confirmAgent', { name })}
      text={t(isAgent ? 'confirmAdminText' : 'confirmAgentText')}
      action={t(isAgent ? 'toAdmin' : 'toAgent')}
      isPending={change.isPending}
      onConfirm={() => change.mutate({ memberId: id, role: isAgent ? 'ADMIN' : 'AGENT' })}
    />
  );
}
