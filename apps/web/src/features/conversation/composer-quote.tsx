'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { MediaIcon } from '@/components/media-icon';
import { Button } from '@/components/ui/button';
import type { ThreadMessage } from './messages/thread-message';

export function ComposerQuote({ quoted, onCancel }: { quoted: ThreadMessage; onCancel: () => void }) {
  const t = useTranslations('conversation');
  const words = useTranslations('inbox.media');
  return (
    <div className="flex items-center gap-2 rounded-xl border-l-3 border-primary bg-muted py-1.5 pl-3 pr-1.5">
      <div className="grid min-w-0 grow text-sm">
        <span className="text-xs font-medium text-primary">{t('replyTo')}</span>
        <span className="flex min-w-0 items-center gap-1.5 text-muted-foreground">
          <MediaIcon kind={quoted.kind} />
          <span dir="auto" className="truncate text-left">
            {quoted.content || words(quoted.kind)}
          </span>
        </span>
      </div>
      <Button variant="ghost" size="icon-sm" aria-label={t('cancelReply')} onClick={onCancel}>
        <X aria-hidden />
      </Button>
    </div>
  );
}
