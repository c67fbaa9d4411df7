'use client';

import { useQuery } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { PageHeader } from '@/components/page-header';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { useMe } from '@/session/use-me';
import { SessionCard } from './session-card';

export function WhatsAppSettings() {
  const t = useTranslations('whatsapp');
  const { data: me } = useMe();
  return (
    <div className="mx-auto grid max-w-4xl gap-6 p-4 sm:p-8">
      <PageHeader title={t('title')} text={t('text')} />
      {me?.organizationId ? (
        <Session organizationId={me.organizationId} isAdmin={me.role !== 'AGENT'} />
      ) : (
        <Skeleton className="h-56 rounded-2xl" />
      )}
      <Card className="flex gap-4 bg-transparent shadow-none">
        <ShieldAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-muted-foreground" />
        <div className="grid gap-1">
          <h2 className="font-medium">{t('risk.title')}</h2>
          <p className="text-sm text-muted-foreground">{t('risk.text')}</p>
        </div>
      </Card>
    </div>
  );
}

/** Realtime events tell of changes; this is for the time when they do not arrive. */
const POLL_MS = 15_000;

function Session({ organizationId, isAdmin }: { organizationId: string; isAdmin: boolean }) {
  const { data: session } = useQuery(
    api.whatsapp.status.queryOptions({ input: { organizationId }, refetchInterval: POLL_MS }),
  );
  if (!session) return <Skeleton className="h-56 rounded-2xl" />;
  return <SessionCard session={session} isAdmin={isAdmin} />;
}
