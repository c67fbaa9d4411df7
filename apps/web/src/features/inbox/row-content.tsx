'use client';

import { Hand } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';
import { MediaIcon } from '@/components/media-icon';
import { MessageTick } from '@/components/message-tick';
import { NumberTag } from '@/components/number-tag';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { useMoments } from '@/i18n/use-moments';
import type { ShownNumber } from '@/session/use-numbers';
import type { Conversation } from './use-conversations';

interface RowContentProps {
  conversation: Conversation;
  /** The number that it runs through, where there are several. */
  number: ShownNumber | null;
}

/** What a conversation shows of itself in a list. */
export function RowContent({ conversation, number }: RowContentProps) {
  const moments = useMoments();
  const { client, lastMessageAt, unreadCount } = conversation;
  const isUnread = unreadCount > 0;
  return (
    <>
      <Avatar name={client.name} imageUrl={client.avatarUrl} className="size-11" />
      <span className="grid min-w-0 grow grid-cols-[minmax(0,1fr)] gap-0.5">
        <span className="flex items-baseline gap-2">
          <span
            dir="auto"
            className={cn('min-w-0 grow truncate text-left', isUnread ? 'font-semibold' : 'font-medium')}
          >
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
          {isUnread ? <UnreadCount count={unreadCount} /> : null}
        </span>
        <Marks isWaiting={conversation.agent.state === 'HANDED_OVER'} number={number} />
      </span>
    </>
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
      <span dir="auto" className="truncate text-left">
        {lastMessage.preview || t(`media.${lastMessage.kind}`)}
      </span>
      {lastMessage.clientReaction === null ? null : (
        <span className="ml-auto shrink-0" title={t('reaction')}>
          <span className="sr-only">{t('reaction')}: </span>
          {lastMessage.clientReaction}
        </span>
      )}
    </span>
  );
}

function UnreadCount({ count }: { count: number }) {
  const t = useTranslations('inbox');
  return (
    <span className="grid h-5 min-w-5 shrink-0 place-content-center rounded-full bg-primary px-1.5 text-xs font-semibold tabular-nums text-primary-foreground">
      <span aria-hidden>{count}</span>
      <span className="sr-only">{t('unread', { count })}</span>
    </span>
  );
}

/** That it waits for a person, and its number: a line of its own, which most conversations do not have. */
function Marks({ isWaiting, number }: { isWaiting: boolean; number: ShownNumber | null }) {
  const t = useTranslations('inbox');
  if (!isWaiting && !number) return null;
  return (
    <span className="mt-0.5 flex items-center gap-2 text-xs">
      {isWaiting ? (
        <Badge tone="warning" className="shrink-0 gap-1 px-2">
          <Hand aria-hidden />
          {t('waitsForPerson')}
        </Badge>
      ) : null}
      {number ? <NumberTag number={number} /> : null}
    </span>
  );
}
