'use client';

import { PhoneOff } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonStyle } from '@/components/ui/button-style';

interface UnanswerableNoteProps {
  reason: 'CHANNEL_DELETED' | 'CHANNEL_LOGGED_OUT';
  channelName: string;
}

/** Stands where the answer is written, and says why none can be. */
export function UnanswerableNote({ reason, channelName }: UnanswerableNoteProps) {
  const t = useTranslations('conversation.unanswerable');
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-3 border-t bg-surface px-4 py-4 sm:px-6">
      <PhoneOff aria-hidden className="size-5 shrink-0 text-muted-foreground" />
      <p role="status" className="min-w-0 flex-1 basis-56 text-muted-foreground">
        {t(reason, { name: channelName })}
      </p>
      {reason === 'CHANNEL_LOGGED_OUT' ? (
        <Link
          href="/dashboard/settings/whatsapp"
          className={buttonStyle({ variant: 'secondary', size: 'sm' })}
        >
          {t('settings')}
        </Link>
      ) : null}
    </div>
  );
}
