'use client';

import type { OverviewModel } from '@soul-kg-crm/shared/contract';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from '@/components/class-names';
import { Skeleton } from '@/components/ui/skeleton';
import { useIsAdmin } from '@/session/use-me';

const shown = [
  { name: 'unread', field: 'unreadConversations', href: '/dashboard/inbox?filter=unread' },
  { name: 'open', field: 'openConversations', href: '/dashboard/inbox' },
  { name: 'received', field: 'receivedToday', href: '/dashboard/inbox' },
  { name: 'sent', field: 'sentToday', href: '/dashboard/inbox' },
  { name: 'failed', field: 'failedMessages', href: '/dashboard/settings/queues' },
  { name: 'clients', field: 'clients', href: '/dashboard/clients' },
] as const;

export function Counts({ overview }: { overview: OverviewModel | undefined }) {
  const t = useTranslations('overview.counts');
  const format = useFormatter();
  const isAdmin = useIsAdmin();
  return (
    <ul className="grid grid-cols-2 gap-3 md:grid-cols-3">
      {shown.map(({ name, field, href }) => (
        <li key={name}>
          <Place href={name === 'failed' && !isAdmin ? null : href}>
            <span className="text-sm text-muted-foreground">{t(name)}</span>
            {overview ? (
              <span
                className={`text-2xl font-semibold tabular-nums tracking-tight ${
                  field === 'failedMessages' && overview[field] > 0 ? 'text-destructive' : ''
                }`}
              >
                {format.number(overview[field])}
              </span>
            ) : (
              <Skeleton className="my-1 h-6 w-12" />
            )}
          </Place>
        </li>
      ))}
    </ul>
  );
}

/** What is counted, and the way there; only administrators have a list of what was not sent. */
function Place({ href, children }: { href: string | null; children: ReactNode }) {
  const look = 'grid h-full content-between gap-1 rounded-2xl border bg-surface p-4 shadow-raised sm:p-5';
  if (href === null) return <div className={look}>{children}</div>;
  return (
    <Link href={href} className={cn(look, 'transition-colors hover:border-input')}>
      {children}
    </Link>
  );
}
