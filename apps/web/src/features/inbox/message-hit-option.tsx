'use client';

import { useTranslations } from 'next-intl';
import { MediaIcon } from '@/components/media-icon';
import { useMoments } from '@/i18n/use-moments';
import { ResultOption } from './result-option';
import type { MessageHit } from './use-message-search';

interface MessageHitOptionProps {
  id: string;
  hit: MessageHit;
  href: string;
  isActive: boolean;
  isOpen: boolean;
}

/** A message that was found; leads to its place in its conversation. */
export function MessageHitOption({ hit, ...option }: MessageHitOptionProps) {
  const t = useTranslations('inbox');
  const moments = useMoments();
  const { client, createdAt, direction, kind, snippet } = hit;
  return (
    <ResultOption {...option} className="grid grid-cols-[minmax(0,1fr)] gap-0.5 py-2">
      <span className="flex items-baseline gap-2">
        <span dir="auto" className="min-w-0 grow truncate text-left text-sm font-medium">
          {client.name}
        </span>
        <time dateTime={createdAt} className="shrink-0 text-xs text-muted-foreground">
          {moments.short(createdAt)}
        </time>
      </span>
      <span
        dir="auto"
        className="line-clamp-2 text-left text-sm text-muted-foreground [overflow-wrap:anywhere]"
      >
        <MediaIcon kind={kind} />
        {direction === 'OUTGOING' ? `${t('you')} ` : null}
        {snippet.map(({ text, isHit }, index) =>
          isHit ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
            <mark key={index} className="rounded-sm bg-highlight text-foreground">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </span>
    </ResultOption>
  );
}
