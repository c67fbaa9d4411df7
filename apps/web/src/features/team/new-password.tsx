'use client';

import type { MemberModel } from '@soul-kg-crm/shared/contract';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Button } from '@/components/ui/button';
import type { MadeLink } from './shown-link';

interface NewPasswordProps {
  member: MemberModel;
  onMade(made: MadeLink): void;
}

/** A link for a colleague who has forgotten their password; says first what it does. */
export function NewPassword({ member: { id, name }, onMade }: NewPasswordProps) {
  const t = useTranslations('team.password');
  const [isAsking, setIsAsking] = useState(false);
  const make = useMutation(
    api.members.makePasswordLink.mutationOptions({
      // The answer holds the link, and is forgotten at once.
      gcTime: 0,
      onSuccess: onMade,
      onSettled: () => setIsAsking(false),
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
      action={t('action')}
      isPending={make.isPending}
      onConfirm={() => make.mutate({ memberId: id })}
    />
  );
}
