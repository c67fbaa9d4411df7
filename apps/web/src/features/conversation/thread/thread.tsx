'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef } from 'react';
import { ApiProblem } from '@/api/problem';
import { cn } from '@/components/class-names';
import { groupMessages } from '../messages/group-messages';
import { MessageBubble } from '../messages/message-bubble';
import type { ThreadMessage } from '../messages/thread-message';
import { DaySeparator } from './day-separator';
import { EdgeSentinel } from './edge-sentinel';
import { NewMessagesPill } from './new-messages-pill';
import { ThreadSkeleton } from './thread-skeleton';
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

export function Thread(props: ThreadProps) {
  const { conversationId, clientName, unreadCount, isUnreadCountOld, around, onNewest, onReply } = props;
  const t = useTranslations('conversation');
  const { messages, query } = useThread(conversationId, around);
  const isCut = query.hasPreviousPage;
  const last = messages.at(-1);
  const scroll = useThreadScroll({
    lastKey: last?.key,
    isLastOwn: last?.direction === 'OUTGOING',
    isCut,
    startId: around,
  });
  const { box, onScroll, toEnd } = scroll;
  const isAtEnd = scroll.isAtEnd && !isCut;
  // What somebody has just written stands at the end; a message that is gone has no place.
  const isElsewhere = around !== null && ((isCut && last?.id === null) || isRefused(query.error));
  useEffect(() => {
    if (isElsewhere) onNewest();
  }, [isElsewhere, onNewest]);
  const unreadKey = useUnreadMark(
    query.isFetching ? undefined : messages,
    around !== null ? 0 : isUnreadCountOld ? undefined : unreadCount,
  );
  const arrived = useArrivedSince(messages, isAtEnd);
  useMarkRead(conversationId, isAtEnd ? unreadCount : 0);
  const days = useMemo(() => groupMessages(messages), [messages]);
  return (
    <div className="relative min-h-0 grow">
      <div
        ref={box}
        onScroll={onScroll}
        className="flex h-full flex-col-reverse overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <section
          aria-label={t('thread')}
          className="mx-auto grid w-full max-w-4xl content-end gap-3 px-3 py-4 sm:px-6"
        >
          {query.isPending ? <ThreadSkeleton /> : null}
          {query.isSuccess && messages.length === 0 ? (
            <p className="py-8 text-center text-muted-foreground">{t('empty')}</p>
          ) : null}
          <EdgeSentinel
            edge="top"
            hasMore={query.hasNextPage}
            isLoading={query.isFetchingNextPage}
            onReached={() => void query.fetchNextPage()}
          />
          {days.map((day) => (
            <div key={day.at} className="grid gap-3">
              <DaySeparator at={day.at} />
              {day.groups.map((group) => (
                <div key={group.key} className="grid gap-1">
                  {group.messages.map((message, index) => (
                    <div
                      key={message.key}
                      data-message-id={message.id}
                      className={cn('grid gap-3', message.id === around && FOUND)}
                    >
                      {message.key === unreadKey ? <UnreadDivider /> : null}
                      <MessageBubble
                        conversationId={conversationId}
                        message={message}
                        clientName={clientName}
                        isFirst={index === 0}
                        isLast={index === group.messages.length - 1}
                        onReply={onReply}
                      />
                    </div>
                  ))}
                </div>
              ))}
            </div>
          ))}
          <EdgeSentinel
            edge="bottom"
            hasMore={isCut}
            isLoading={query.isFetchingPreviousPage}
            onReached={() => void query.fetchPreviousPage()}
          />
        </section>
      </div>
      {isAtEnd ? null : <NewMessagesPill count={arrived} onClick={isCut ? onNewest : toEnd} />}
      <p role="log" aria-live="polite" className="sr-only">
        {last?.direction === 'INCOMING' && query.isSuccess ? t('received', { text: last.content }) : ''}
      </p>
    </div>
  );
}

/** Draws the eye to the message that was looked for; stays visible where nothing may move. */
const FOUND = '-mx-2 rounded-2xl px-2 py-1 animate-found motion-reduce:bg-highlight/40';

function isRefused(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status < 500;
}

function UnreadDivider() {
  const t = useTranslations('conversation');
  return (
    <p className="flex items-center gap-3 text-xs font-medium text-primary">
      <span className="h-px grow bg-primary/30" />
      {t('unread')}
      <span className="h-px grow bg-primary/30" />
    </p>
  );
}

/** How many messages came in while the reader was further up. */
function useArrivedSince(messages: readonly ThreadMessage[], isAtEnd: boolean): number {
  const seen = useRef(0);
  useEffect(() => {
    if (isAtEnd) seen.current = Date.now();
  }, [isAtEnd]);
  if (isAtEnd) return 0;
  return messages.filter(
    ({ direction, createdAt }) => direction === 'INCOMING' && Date.parse(createdAt) > seen.current,
  ).length;
}
