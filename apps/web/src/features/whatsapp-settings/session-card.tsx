'use client';

import type { SessionModel } from '@soul-kg-crm/shared/contract';
import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle, QrCode } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { ConnectButton } from './connect-button';
import { DisconnectButton } from './disconnect-button';
import { QrPanel } from './qr-panel';
import { SessionFacts } from './session-facts';

const looks = {
  DISCONNECTED: { Icon: CircleDashed, tone: 'bg-muted text-muted-foreground' },
  CONNECTING: { Icon: LoaderCircle, tone: 'bg-accent text-accent-foreground [&_svg]:animate-spin' },
  QR_CODE_PENDING: { Icon: QrCode, tone: 'bg-accent text-accent-foreground' },
  CONNECTED: { Icon: CircleCheck, tone: 'bg-accent text-accent-foreground' },
  ERROR: { Icon: CircleAlert, tone: 'bg-destructive/10 text-destructive' },
} as const;

interface SessionCardProps {
  session: Omit<SessionModel, 'organizationId'> & { organizationId: string };
  isAdmin: boolean;
}

export function SessionCard({ session, isAdmin }: SessionCardProps) {
  const t = useTranslations('whatsapp');
  const { status, organizationId } = session;
  const { Icon, tone } = looks[status];
  const isOff = status === 'DISCONNECTED' || status === 'ERROR';
  return (
    <Card className="grid gap-6">
      <div className="flex flex-wrap items-start gap-x-5 gap-y-4">
        <span
          aria-hidden
          className={`grid size-12 shrink-0 place-content-center rounded-2xl [&_svg]:size-6 ${tone}`}
        >
          <Icon />
        </span>
        <div className="grid min-w-56 flex-1 gap-1">
          <p role="status" className="text-lg font-semibold">
            {t(`status.${status}`)}
          </p>
          <p className="text-muted-foreground">{t(`explain.${status}`)}</p>
        </div>
        {isAdmin && isOff ? <ConnectButton organizationId={organizationId} /> : null}
        {isAdmin && !isOff ? <DisconnectButton organizationId={organizationId} /> : null}
      </div>
      {status === 'QR_CODE_PENDING' ? <QrPanel organizationId={organizationId} /> : null}
      <SessionFacts session={session} />
      {isAdmin ? null : <p className="text-sm text-muted-foreground">{t('onlyAdmins')}</p>}
    </Card>
  );
}
