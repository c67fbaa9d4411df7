'use client';

import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { buttonStyle } from '@/components/ui/button-style';
import { useInstance } from '@/session/use-me';
import { Countdown } from './countdown';
import { QrImage } from './qr-image';

/** Realtime events bring each new code; this is for the time when they do not arrive. */
const POLL_MS = 4_000;

export function QrPanel({ organizationId }: { organizationId: string }) {
  const { data } = useQuery(
    api.whatsapp.qr.queryOptions({ input: { organizationId }, refetchInterval: POLL_MS, staleTime: 0 }),
  );
  return (
    <div className="grid gap-6 border-t pt-6 sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-10">
      <div className="grid justify-items-center gap-3">
        <QrImage text={data?.qrCode ?? null} />
        <Countdown until={data?.expiresAt ?? null} />
      </div>
      <div className="grid content-start gap-5">
        <Steps />
        <SandboxHint />
      </div>
    </div>
  );
}

function Steps() {
  const t = useTranslations('whatsapp.steps');
  const steps = [t('open'), t('menu'), t('link'), t('scan')];
  return (
    <div className="grid gap-3">
      <h2 className="font-semibold">{t('title')}</h2>
      <ol className="grid gap-3">
        {steps.map((step, index) => (
          <li key={step} className="flex gap-3">
            <span
              aria-hidden
              className="grid size-6 shrink-0 place-content-center rounded-full bg-muted text-xs font-semibold text-muted-foreground"
            >
              {index + 1}
            </span>
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function SandboxHint() {
  const t = useTranslations('whatsapp.sandbox');
  const { data: instance } = useInstance();
  if (!instance?.isSandbox || !instance.sandboxUrl) return null;
  return (
    <div className="grid justify-items-start gap-3 rounded-xl bg-warning p-4 text-sm text-warning-foreground">
      <p>{t('text')}</p>
      <a
        href={instance.sandboxUrl}
        target="_blank"
        rel="noreferrer"
        className={buttonStyle({ variant: 'secondary', size: 'sm' })}
      >
        <ExternalLink aria-hidden />
        {t('open')}
      </a>
    </div>
  );
}
