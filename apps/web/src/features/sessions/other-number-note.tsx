'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMoments } from '@/i18n/use-moments';
import type { Session } from './state-look';

/** Another phone was linked lately: what is through which number now. */
export function OtherNumberNote({ session }: { session: Session }) {
  const t = useTranslations('sessions.otherNumber');
  const { whole } = useMoments();
  const { formerNumber, phoneNumber: now } = session;
  if (!formerNumber || now === null) return null;
  const before = formerNumber.phoneNumber;
  return (
    <div className="grid gap-0.5 rounded-xl bg-warning p-4 text-sm text-warning-foreground">
      <p className="font-medium">{t('title', { now, before, until: whole(formerNumber.until) })}</p>
      <p>
        {t.rich('text', {
          now,
          before,
          queues: (text) => (
            <Link href="/dashboard/settings/queues" className="rounded underline underline-offset-4">
              {text}
            </Link>
          ),
        })}
      </p>
    </div>
  );
}
