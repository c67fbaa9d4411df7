'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { useMe } from '@/session/use-me';
import { PairingPanel } from './pairing-panel';
import { QrPanel } from './qr-panel';
import type { Session } from './state-look';
import { useRefreshSessions } from './use-sessions';

/** Realtime events bring each new code; this is for the time when they do not arrive. */
const POLL_MS = 4_000;

/** Both ways of linking: a code to scan, or one to type on the phone. */
export function LinkingPanel({ session, isAdmin }: { session: Session; isAdmin: boolean }) {
  const t = useTranslations('sessions.linking');
  const { channelId, pairingPhone } = session;
  const { data: me } = useMe();
  const [isTyped, setIsTyped] = useState(pairingPhone !== null);
  const refresh = useRefreshSessions();
  const connect = useMutation(api.whatsapp.connect.mutationOptions({ onSuccess: refresh }));
  const organizationId = me?.organizationId ?? '';
  const { data: code } = useQuery(
    api.whatsapp.qr.queryOptions({
      input: { organizationId, channelId },
      enabled: organizationId !== '',
      refetchInterval: POLL_MS,
      staleTime: 0,
    }),
  );
  const switchTo = (typed: boolean) => {
    setIsTyped(typed);
    if (!typed && pairingPhone !== null) connect.mutate({ channelId });
  };
  return (
    <div className="grid gap-6 border-t pt-6">
      {isTyped ? (
        <PairingPanel
          phone={pairingPhone}
          code={code?.pairingCode ?? null}
          isAdmin={isAdmin}
          isPending={connect.isPending}
          onAsk={(phone) => connect.mutate({ channelId, pairingPhone: phone })}
        />
      ) : (
        <QrPanel qrCode={code?.qrCode ?? null} expiresAt={code?.expiresAt ?? null} />
      )}
      {isAdmin ? (
        <Button
          variant="link"
          className="h-auto w-fit shrink whitespace-normal px-0 py-1 text-left"
          onClick={() => switchTo(!isTyped)}
        >
          {isTyped ? t('toQr') : t('toCode')}
        </Button>
      ) : null}
    </div>
  );
}
