'use client';

import { useTranslations } from 'next-intl';
import { MediaIcon } from '@/components/media-icon';
import type { ThreadMessage } from './thread-message';

interface QuotedMessageProps {
  quoted: NonNullable<ThreadMessage['quoted']>;
  clientName: string;
}

export function QuotedMessage({ quoted, clientName }: QuotedMessageProps) {
  const t = useTranslations('conversation');
  const words = useTranslations('inbox.media');
  return (
    <blockquote className="mb-1.5 grid rounded-lg border-l-3 border-primary bg-foreground/5 px-2.5 py-1.5 text-sm">
      <span dir="auto" className="wrap-anywhere text-left text-xs font-medium text-primary">
        {quoted.direction === 'INCOMING' ? clientName : t('you')}
      </span>
      <span className="flex min-w-0 items-center gap-1.5 text-muted-foreground">
        <MediaIcon kind={quoted.kind} />
        <span dir="auto" className="line-clamp-2 wrap-anywhere">
          {quoted.content || words(quoted.kind)}
        </span>
      </span>
    </blockquote>
  );
}
