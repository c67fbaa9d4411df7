'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { LoadFailed } from '@/components/load-failed';
import { isGone } from '../is-gone';
import type { ThreadMessage } from '../messages/thread-message';
import { EdgeSentinel } from './edge-sentinel';
import { NewMessagesPill } from './new-messages-pill';
import { ThreadDays } from './thread-days';
import { ThreadLog } from './thread-log';
import { ThreadSkeleton } from './thread-skeleton';
import { useArrivals } from './use-arrivals';
import { useMarkRead } from './use-mark-read';
import { useThread } from './use-thread';
import { useThreadScroll } from './use-thread-scroll';
import { useUnreadMark } from './use-unread-mark';

interface ThreadProps {
  conversationId: string;
  clientName: string;
  unreadCount: number | undefined;
  /** Whether the count may be one that an earlier visit left behind. */
  isUnreadCountOld: boolean;
  /** The message to begin at; null for the newest. */
  around: string | null;
  /** Goes to the newest messages, which are not among those that are shown. */
  onNewest(): void;
  onReply(message: ThreadMessage): void;
}

/** What was said in a conversation, from the newest upwards or around one message. */
export function Thread({ unreadCount, isUnreadCountOld, around, onNewest, ...shown }: ThreadProps) {
  const { conversationId } = shown;
  const t = useTranslations('conversation');
  const { messages, query, isCut, isOpened, hasWritten } = useThread(conversationId, around);
  const last = messages.at(-1);
  const stored = messages.findLast(({ id }) => id !== null);
  const scroll = useThreadScroll({
    lastKey: stored?.key,
    writtenKey: last?.id === null ? last.key : undefined,
    isCut,
    startId: around,
  });
  const isAtEnd = scroll.isAtEnd && !isCut;
  // What somebody has just written stands at the end; a message that is gone has no place.
  const isElsewhere = around !== null && ((isCut && hasWritten) || isGone(query.error));
  useEffect(() => {
    if (isElsewhere) onNewest();
  }, [isElsewhere, onNewest]);
  const unreadKey = useUnreadMark(
    query.isFetching ? undefined : messages,
    around !== null ? 0 : isUnreadCountOld ? undefined : unreadCount,
  );
  const below = useArrivals(messages, isAtEnd || isCut);
  const sinceOpening = useArrivals(messages, !isOpened || isCut);
  // An answer that is not there, or only from an earlier visit, shows nobody what is unread.
  const isShown = isAtEnd && isOpened && query.isSuccess;
  useMarkRead(conversationId, isShown ? unreadCount : 0, stored?.id ?? undefined);
  return (
    <div className="relative min-h-0 grow">
      <div
        ref={scroll.box}
        onScroll={scroll.onScroll}
        className="relative flex h-full flex-col-reverse overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <section
          aria-label={t('thread')}
          className="mx-auto grid w-full max-w-4xl content-end gap-3 px-3 py-4 sm:px-6"
        >
          {query.isPending ? <ThreadSkeleton /> : null}
          {query.isLoadingError ? <LoadFailed onRetry={() => void query.refetch()} /> : null}
          {query.isSuccess && messages.length === 0 ? (
            <p className="py-8 text-center text-muted-foreground">{t('empty')}</p>
          ) : null}
          <EdgeSentinel edge="top" query={query} />
          <ThreadDays {...shown} messages={messages} foundId={around} unreadKey={unreadKey} />
          <EdgeSentinel edge="bottom" query={query} />
        </section>
      </div>
      {isAtEnd ? null : <NewMessagesPill count={below.length} onClick={isCut ? onNewest : scroll.toEnd} />}
      <ThreadLog arrived={sinceOpening} />
    </div>
  );
}
