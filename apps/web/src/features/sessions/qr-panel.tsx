'use client';

import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { buttonStyle } from '@/components/ui/button-style';
import { useInstance } from '@/session/use-me';
import { Countdown } from './countdown';
import { QrImage } from './qr-image';
import { Steps } from './steps';

/** The code to scan, and how. */
export function QrPanel({ qrCode, expiresAt }: { qrCode: string | null; expiresAt: string | null }) {
  const t = useTranslations('whatsapp.steps');
  return (
    <div className="grid gap-6 sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-10">
      <div className="grid justify-items-center gap-3">
        <QrImage text={qrCode} />
        <Countdown until={expiresAt} />
      </div>
      <div className="grid content-start gap-5">
        <Steps title={t('title')} steps={[t('open'), t('menu'), t('link'), t('scan')]} />
        <SandboxHint />
      </div>
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
