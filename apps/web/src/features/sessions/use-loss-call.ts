'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { toastCall } from '@/components/ui/toasts';
import { useIsAdmin } from '@/session/use-me';
import { useNumbers } from '@/session/use-numbers';
import { createLossWatch } from './newly-lost';
import type { Session } from './state-look';

/** Calls whoever can do something about it, wherever in the dashboard they are, when a number waits for a person. */
export function useLossCall(): void {
  const t = useTranslations('sessions.lost');
  const router = useRouter();
  const isAdmin = useIsAdmin();
  const numbers = useNumbers();
  const [watch] = useState(createLossWatch<Session>);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is looked at once
  useEffect(() => {
    for (const { channelId, name, reason } of numbers ? watch(numbers) : []) {
      if (!isAdmin) continue;
      toastCall({
        id: `lost-${channelId}`,
        message: t('text', { count: 1, names: name }),
        ...(reason && { details: reason.message }),
        action: {
          label: t('open', { count: 1 }),
          run: () => router.push(`/dashboard/settings/whatsapp/${channelId}`),
        },
      });
    }
  }, [numbers]);
}
