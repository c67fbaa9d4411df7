'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Button } from '@/components/ui/button';
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
  const [isAsking, setIsAsking] = useState(false);
  const refresh = useRefreshApiKeys();
  const revoke = useMutation(
    api.account.deleteApiKey.mutationOptions({
      onSettled: async (_answer, error) => {
        setIsAsking(false);
        await refresh();
        if (!error) onRevoked();
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
      isPending={revoke.isPending}
      onConfirm={() => revoke.mutate({ apiKeyId })}
    />
  );
}
