'use client';

import type { MemberModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { apiClient } from '@/api/client';
import { ConfirmButton } from '@/components/confirm-button';
import type { MadeLink } from './shown-link';

interface NewPasswordProps {
  member: MemberModel;
  onMade(made: MadeLink): void;
}

/** A link for a colleague who has forgotten their password; says first what it does. */
export function NewPassword({ member: { id, name }, onMade }: NewPasswordProps) {
  const t = useTranslations('team.password');
  return (
    <ConfirmButton
      button={t('button')}
      label={t('buttonOf', { name })}
      title={t('confirm', { name })}
      text={t('confirmText')}
      action={t('action')}
      // Handed on and not given back: the answer holds the link, which nothing but the page keeps.
      onConfirm={async () => onMade(await apiClient.members.makePasswordLink({ memberId: id }))}
    />
  );
}
