'use client';

import { useTranslations } from 'next-intl';
import { apiClient } from '@/api/client';
import { ConfirmButton } from '@/components/confirm-button';
import { useRefreshApiKeys } from './use-api-keys';

interface RevokeKeyProps {
  apiKeyId: string;
  name: string;
  /** Once the list is without it. */
  onRevoked(): void;
}

/** Asks first: whatever uses the key stands still from then on. */
export function RevokeKey({ apiKeyId, name, onRevoked }: RevokeKeyProps) {
  const t = useTranslations('keys.revoke');
  return (
    <ConfirmButton
      button={t('button')}
      label={t('buttonOf', { name })}
      title={t('confirm', { name })}
      text={t('confirmText')}
      onConfirm={() => apiClient.account.deleteApiKey({ apiKeyId })}
      refresh={useRefreshApiKeys()}
      onDone={onRevoked}
    />
  );
}
