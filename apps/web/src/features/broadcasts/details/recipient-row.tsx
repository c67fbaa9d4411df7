'use client';

import type { RecipientState } from '@soul-kg-crm/shared/enums';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

interface RecipientRowProps {
  recipient: {
    phone: string;
    clientName: string | null;
    conversationId: string | null;
    state: RecipientState;
    error: { message: string } | null;
  };
}

const tones = {
  WAITING: 'neutral',
  SENDING: 'neutral',
  SENT: 'accent',
  DELIVERED: 'accent',
  READ: 'accent',
  FAILED: 'danger',
  CANCELLED: 'neutral',
} as const;

export function RecipientRow({ recipient }: RecipientRowProps) {
  const t = useTranslations('broadcasts');
  const { phone, clientName, conversationId, state, error } = recipient;
  const name = clientName ?? phone;
  return (
    <li className="flex flex-wrap items-center gap-x-3 px-4 py-3">
      <span className="grid min-w-0 flex-1">
        <span dir="auto" className="truncate text-left font-medium">
          {name}
        </span>
        <span className="truncate text-sm tabular-nums text-muted-foreground">{phone}</span>
      </span>
      <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
      {conversationId ? (
        <Link
          href={`/dashboard/inbox/${conversationId}`}
          aria-label={t('recipients.open', { name })}
          className="grid size-8 shrink-0 place-content-center rounded-lg text-muted-foreground hover:bg-muted hover:text-foreground"
        >
          <ChevronRight aria-hidden className="size-4" />
        </Link>
      ) : (
        <span className="size-8 shrink-0" />
      )}
      {error ? <span className="basis-full text-sm text-destructive">{error.message}</span> : null}
    </li>
  );
}
