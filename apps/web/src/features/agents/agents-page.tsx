'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { NotLoaded } from '@/components/not-loaded';
import { PageHeader } from '@/components/page-header';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { useAgentSettings } from '@/session/use-agent-settings';
import { useMe } from '@/session/use-me';
import { AgentForm } from './agent-form';

/** Who answers customers by itself, and what it says. */
export function AgentsPage() {
  const t = useTranslations('agents');
  const { data: me } = useMe();
  const query = useAgentSettings();
  const settings = query.data;
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6 p-4 sm:p-8">
      <div className="grid gap-3">
        <Link
          href="/dashboard/settings/whatsapp"
          className="tap-area -ml-1 inline-flex w-fit items-center gap-1.5 rounded-md px-1 text-sm font-medium text-primary hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t('back')}
        </Link>
        <PageHeader title={t('title')} text={t('text')} />
      </div>
      {me?.organizationId && settings ? (
        <Card>
          <AgentForm
            owner={{ organizationId: me.organizationId, userId: me.user.id }}
            settings={settings}
            isAdmin={me.role !== 'AGENT'}
          />
        </Card>
      ) : (
        <NotLoaded query={query}>
          <Skeleton className="h-96 rounded-2xl" />
        </NotLoaded>
      )}
    </div>
  );
}
