'use client';

import type { SessionModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { useMoments } from '@/i18n/use-moments';

type Facts = Pick<
  SessionModel,
  'status' | 'phoneNumber' | 'pushName' | 'lastConnectedAt' | 'lastDisconnectedAt' | 'errorMessage'
>;

/** What is known of the number, and what went wrong last. */
export function SessionFacts({ session }: { session: Facts }) {
  const t = useTranslations('whatsapp');
  const { status, phoneNumber, pushName, lastConnectedAt, lastDisconnectedAt, errorMessage } = session;
  const isConnected = status === 'CONNECTED';
  const { whole: moment } = useMoments();
  const facts = [
    [t('phone'), phoneNumber],
    [t('name'), pushName],
    [isConnected ? t('since') : t('lastConnected'), lastConnectedAt && moment(lastConnectedAt)],
    [t('lastDisconnected'), isConnected ? null : lastDisconnectedAt && moment(lastDisconnectedAt)],
  ].filter(([, value]) => value);
  return (
    <>
      {errorMessage && !isConnected ? (
        <div className="grid gap-0.5 rounded-xl bg-destructive/10 p-4 text-sm">
          <p className="font-medium text-destructive">{t('lastError')}</p>
          <p>{errorMessage}</p>
        </div>
      ) : null}
      {facts.length > 0 ? (
        <dl className="grid gap-x-8 gap-y-3 border-t pt-5 sm:grid-cols-2">
          {facts.map(([label, value]) => (
            <div key={label} className="grid gap-0.5">
              <dt className="text-sm text-muted-foreground">{label}</dt>
              <dd className="font-medium tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}
