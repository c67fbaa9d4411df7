'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';

export function ConnectButton({ organizationId }: { organizationId: string }) {
  const t = useTranslations('whatsapp');
  const queryClient = useQueryClient();
  const connect = useMutation(
    api.whatsapp.connect.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.whatsapp.key() }),
    }),
  );
  return (
    <Button onClick={() => connect.mutate({ organizationId })} disabled={connect.isPending}>
      {connect.isPending ? t('connecting') : t('connect')}
    </Button>
  );
}
