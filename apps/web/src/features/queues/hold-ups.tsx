'use client';

import type { QueueOfNumberModel } from '@soul-kg-crm/shared/contract';
import { Ban, Gauge, type LucideIcon, Moon, Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSoon } from '@/i18n/use-soon';

type HoldUp = QueueOfNumberModel['outgoing']['holdUps'][number];

const icons: Record<HoldUp['code'], LucideIcon> = {
  NOT_CONNECTED: Unplug,
  LIMIT_OF_MINUTE: Gauge,
  LIMIT_OF_HOUR: Gauge,
  LIMIT_OF_DAY: Gauge,
  QUIET_HOURS: Moon,
  NEW_CHATS_BLOCKED: Ban,
  NEW_CHATS_USED_UP: Ban,
};

/** Why what waits stands still, and until when. */
export function HoldUps({ holdUps }: { holdUps: readonly HoldUp[] }) {
  const t = useTranslations('queues.numbers');
  const soon = useSoon();
  if (holdUps.length === 0) return null;
  return (
    <ul className="grid gap-2">
      {holdUps.map(({ code, message, until }) => {
        const Icon = icons[code];
        return (
          <li key={code} className="flex gap-3 rounded-xl bg-warning p-3 text-sm text-warning-foreground">
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
            <p>
              {message}
              {until === null ? null : (
                <span className="block font-medium">{t('until', { at: soon(until) })}</span>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
