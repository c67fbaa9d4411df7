'use client';

import { ShieldAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PageHeader } from '@/components/page-header';
import { Card } from '@/components/ui/card';
import { useMe } from '@/session/use-me';
import { SettingsCard } from './settings-card';

/** `numbers` are the organisation's, each with its state; `agents` leads to the automatic replies. */
export function WhatsAppSettings({ numbers, agents }: { numbers: ReactNode; agents: ReactNode }) {
  const t = useTranslations('whatsapp');
  const { data: me } = useMe();
  return (
    <div className="mx-auto grid max-w-4xl gap-6 p-4 sm:p-8">
      <PageHeader title={t('title')} text={t('text')} />
      {numbers}
      {agents}
      {me?.organizationId ? (
        <SettingsCard organizationId={me.organizationId} isAdmin={me.role !== 'AGENT'} />
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
