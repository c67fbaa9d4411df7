'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { useRefreshSessions } from './use-sessions';

interface ConnectButtonProps {
  channelId: string;
  /** Goes on to the number's page, where the code will stand. */
  leadsToPage?: boolean;
}

export function ConnectButton({ channelId, leadsToPage = false }: ConnectButtonProps) {
  const t = useTranslations('whatsapp');
  const router = useRouter();
  const refresh = useRefreshSessions();
  const connect = useMutation(
    api.whatsapp.connect.mutationOptions({
      onSuccess: async () => {
        if (leadsToPage) router.push(`/dashboard/settings/whatsapp/${channelId}`);
        await refresh();
      },
    }),
  );
  return (
    <Button onClick={() => connect.mutate({ channelId })} disabled={connect.isPending}>
      {connect.isPending ? t('connecting') : t('connect')}
    </Button>
  );
}
