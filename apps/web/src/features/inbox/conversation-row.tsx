'use client';

import { Hand } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';
import { MediaIcon } from '@/components/media-icon';
import { MessageTick } from '@/components/message-tick';
import { Avatar } from '@/components/ui/avatar';
import { useMoments } from '@/i18n/use-moments';
import type { Conversation } from './use-conversations';

export function ConversationRow({
  conversation,
  isActive,
}: {
  conversation: Conversation;
  isActive: boolean;
}) {
  const t = useTranslations('inbox');
  const moments = useMoments();
  const { id, client, lastMessageAt, unreadCount } = conversation;
  const isUnread = unreadCount > 0;
  return (
    <li>
      <Link
        href={`/dashboard/inbox/${id}`}
        aria-current={isActive ? 'page' : undefined}
        prefetch={false}
        className={cn(
          'flex items-center gap-3 rounded-xl px-2.5 py-2.5 transition-colors hover:bg-muted',
          isActive && 'bg-accent hover:bg-accent',
        )}
      >
        <Avatar name={client.name} imageUrl={client.avatarUrl} className="size-11" />
        <span className="grid min-w-0 grow grid-cols-[minmax(0,1fr)] gap-0.5">
          <span className="flex items-baseline gap-2">
            <span className={cn('min-w-0 grow truncate', isUnread ? 'font-semibold' : 'font-medium')}>
              {client.name}
            </span>
            <time
              dateTime={lastMessageAt}
              className={cn(
                'shrink-0 text-xs',
                isUnread ? 'font-medium text-primary' : 'text-muted-foreground',
              )}
            >
              {moments.short(lastMessageAt)}
            </time>
          </span>
          <span className="flex items-center gap-2">
            <Preview conversation={conversation} />
            {conversation.agent.state === 'HANDED_OVER' ? (
              <Hand
                role="img"
                aria-label={t('waitsForPerson')}
                className="size-4 shrink-0 text-warning-foreground"
              />
            ) : null}
            {isUnread ? (
              <span className="grid h-5 min-w-5 shrink-0 place-content-center rounded-full bg-primary px-1.5 text-xs font-semibold tabular-nums text-primary-foreground">
                <span aria-hidden>{unreadCount}</span>
                <span className="sr-only">{t('unread', { count: unreadCount })}</span>
              </span>
            ) : null}
          </span>
        </span>
      </Link>
    </li>
  );
}

function Preview({ conversation: { lastMessage, unreadCount } }: { conversation: Conversation }) {
  const t = useTranslations('inbox');
  if (!lastMessage) return <span className="grow" />;
  const isOwn = lastMessage.direction === 'OUTGOING';
  return (
    <span
      className={cn(
        'flex min-w-0 grow items-center gap-1 text-sm',
        unreadCount > 0 ? 'text-foreground' : 'text-muted-foreground',
      )}
    >
      {isOwn ? <MessageTick status={lastMessage.status} isQuiet /> : null}
      <MediaIcon kind={lastMessage.kind} />
      <span className="truncate">{lastMessage.preview || t(`media.${lastMessage.kind}`)}</span>
    </span>
  );
}
