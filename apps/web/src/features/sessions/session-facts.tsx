'use client';

import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { useMoments } from '@/i18n/use-moments';
import type { Session } from './state-look';

/** What is known of the number and of its session. */
export function SessionFacts({ session }: { session: Session }) {
  const t = useTranslations('sessions.facts');
  const facts = [...useNumberFacts(session), ...useHealthFacts(session)].filter(([, value]) => value);
  return (
    <Card className="grid gap-4">
      <h2 className="font-semibold">{t('title')}</h2>
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {facts.map(([label, value]) => (
          <div key={label} className="grid content-start gap-0.5">
            <dt className="text-sm text-muted-foreground">{label}</dt>
            <dd className="wrap-anywhere font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

type Fact = readonly [label: string, value: string | null];

function useNumberFacts(session: Session): Fact[] {
  const t = useTranslations('sessions.facts');
  const { whole } = useMoments();
  const { status, phoneNumber, pushName, company, lastConnectedAt, lastDisconnectedAt } = session;
  const isConnected = status === 'CONNECTED';
  return [
    [t('phone'), phoneNumber],
    [t('pushName'), pushName],
    [t('company'), company.name],
    [isConnected ? t('since') : t('lastConnected'), lastConnectedAt && whole(lastConnectedAt)],
    [t('lastDisconnected'), isConnected ? null : lastDisconnectedAt && whole(lastDisconnectedAt)],
  ];
}

function useHealthFacts(session: Session): Fact[] {
  const t = useTranslations('sessions.facts');
  const { whole } = useMoments();
  const { lastSave, memoryMb, owner, completeness, restrictions } = session;
  const { newChatsQuota: quota, newChatsUsed: used } = restrictions;
  const bytes = lastSave?.bytes ?? 0;
  const size = bytes < 1024 ** 2 ? Math.ceil(bytes / 1024) : bytes / 1024 ** 2;
  return [
    [t('worker'), owner ?? t('noWorker')],
    [t('memory'), memoryMb === null ? null : t('megabytes', { value: memoryMb })],
    [
      t('saved'),
      lastSave && t(bytes < 1024 ** 2 ? 'savedSmallAt' : 'savedAt', { at: whole(lastSave.at), value: size }),
    ],
    [t('complete'), completeness && t('counts', countsOf(completeness))],
    [t('counted'), completeness && whole(completeness.countedAt)],
    [t('newChats'), quota === null ? null : t('quota', { used: used ?? 0, quota })],
  ];
}

function countsOf({ onPhone, missing }: NonNullable<Session['completeness']>) {
  return { onPhone, missing, stored: Math.max(0, onPhone - missing) };
}
