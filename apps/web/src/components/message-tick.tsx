'use client';

import type { MessageStatus } from '@soul-kg-crm/shared/enums';
import { Check, CheckCheck, CircleAlert, CircleDashed, Clock3 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';

const looks = {
  PENDING: { Icon: Clock3, color: '' },
  SENDING: { Icon: CircleDashed, color: '' },
  UNCONFIRMED: { Icon: CircleDashed, color: '' },
  SENT: { Icon: Check, color: '' },
  DELIVERED: { Icon: CheckCheck, color: '' },
  READ: { Icon: CheckCheck, color: 'text-tick-read' },
  FAILED: { Icon: CircleAlert, color: 'text-destructive' },
} as const;

/** How far a message of ours has got. `isQuiet` leaves the word to whoever stands beside it. */
export function MessageTick({ status, isQuiet = false }: { status: MessageStatus; isQuiet?: boolean }) {
  const t = useTranslations('conversation.status');
  const { Icon, color } = looks[status];
  const className = cn('size-4 shrink-0', color);
  if (isQuiet) return <Icon aria-hidden className={className} />;
  return <Icon role="img" aria-label={t(status)} aria-hidden={false} className={className} />;
}
