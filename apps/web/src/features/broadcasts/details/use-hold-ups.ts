'use client';

import { quietForMs } from '@soul-kg-crm/shared/settings';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { serverNow } from '@/api/server-clock';
import { useSoon } from '@/i18n/use-soon';
import { useIsAdmin } from '@/session/use-me';
import { useSendSettings } from '../use-broadcasts';

const POLL_MS = 15_000;
/** What the number's state does not tell. The limit of a minute is its pace, and nothing that anybody waits for. */
const TOLD = new Set<string>(['LIMIT_OF_HOUR', 'LIMIT_OF_DAY', 'QUIET_HOURS']);

/** What holds up a number's messages, and until when, for those who may read it. */
export function useHoldUps(channelId: string): string[] {
  const t = useTranslations('queues.numbers');
  const isAdmin = useIsAdmin();
  const soon = useSoon();
  const { data } = useQuery(api.queues.status.queryOptions({ enabled: isAdmin, refetchInterval: POLL_MS }));
  const holdUps = data?.numbers.find((number) => number.channelId === channelId)?.outgoing.holdUps ?? [];
  return holdUps
    .filter(({ code }) => TOLD.has(code))
    .map(({ message, until }) =>
      until === null ? message : `${message} ${t('until', { at: soon(until) })}`,
    );
}

/** That quiet hours hold up a broadcast, as far as everybody may know it. */
export function useQuietNote(): string | null {
  const t = useTranslations('broadcasts');
  const soon = useSoon();
  const { data: settings } = useSendSettings();
  const nowMs = serverNow();
  const quietMs = settings ? quietForMs(settings.quietHours, nowMs) : 0;
  return quietMs > 0 ? t('quietHours', { at: soon(new Date(nowMs + quietMs).toISOString()) }) : null;
}
