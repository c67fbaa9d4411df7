'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';
import { hrefOfInbox } from '@/components/inbox-place';
import { MediaIcon } from '@/components/media-icon';
import { useInboxPlace } from '@/components/use-inbox-place';
import { useMoments } from '@/i18n/use-moments';
import type { MessageHit } from './use-message-search';

/** A message that was found; leads to its place in its conversation. */
export function MessageHitRow({ hit, isActive }: { hit: MessageHit; isActive: boolean }) {
  const t = useTranslations('inbox');
  const moments = useMoments();
  const place = useInboxPlace();
  const { client, conversationId, messageId, createdAt, direction, kind, snippet } = hit;
  return (
    <li>
      <Link
        href={hrefOfInbox(place, conversationId, messageId)}
        aria-current={isActive ? 'true' : undefined}
        prefetch={false}
        className={cn(
          'grid grid-cols-[minmax(0,1fr)] gap-0.5 rounded-xl px-2.5 py-2 transition-colors hover:bg-muted',
          isActive && 'bg-accent hover:bg-accent',
        )}
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 grow truncate text-sm font-medium">{client.name}</span>
          <time dateTime={createdAt} className="shrink-0 text-xs text-muted-foreground">
            {moments.short(createdAt)}
          </time>
        </span>
        <span className="line-clamp-2 text-sm text-muted-foreground [overflow-wrap:anywhere]">
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
      </Link>
    </li>
  );
}
