'use client';

import { ListOrdered, ShieldAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PageHeader } from '@/components/page-header';
import { buttonStyle } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { useIsAdmin, useMe } from '@/session/use-me';
import { SettingsCard } from './settings-card';

interface WhatsAppSettingsProps {
  /** The organisation's, each with its state. */
  numbers: ReactNode;
  /** Leads to the automatic replies. */
  agents: ReactNode;
  /** Leads to the colleagues. */
  team: ReactNode;
  /** Leads to the keys of programs. */
  apiKeys: ReactNode;
  /** Leads to who did what. */
  activity: ReactNode;
}

/** Everything about sending and receiving, and the ways to what belongs to it. */
export function WhatsAppSettings({ numbers, agents, team, apiKeys, activity }: WhatsAppSettingsProps) {
  const t = useTranslations('whatsapp');
  const { data: me } = useMe();
  const isAdmin = useIsAdmin();
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6 p-4 sm:p-8">
      <PageHeader title={t('title')} text={t('text')} actions={isAdmin ? <ToQueues /> : null} />
      {numbers}
      {agents}
      {team}
      {apiKeys}
      {activity}
      {me?.organizationId ? (
        <SettingsCard
          owner={{ organizationId: me.organizationId, userId: me.user.id }}
          isAdmin={me.role !== 'AGENT'}
        />
      ) : null}
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

function ToQueues() {
  const t = useTranslations('queues');
  return (
    <Link href="/dashboard/settings/queues" className={buttonStyle({ variant: 'secondary' })}>
      <ListOrdered aria-hidden />
      {t('title')}
    </Link>
  );
}
