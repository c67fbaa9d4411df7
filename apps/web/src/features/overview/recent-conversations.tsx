'use client';

import { useQuery } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { cn } from '@/components/class-names';
import { EmptyState } from '@/components/empty-state';
import { MediaIcon } from '@/components/media-icon';
import { NotLoaded } from '@/components/not-loaded';
import { Avatar } from '@/components/ui/avatar';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { useMoments } from '@/i18n/use-moments';

const SHOWN = 5;

export function RecentConversations() {
  const t = useTranslations('overview.recent');
  const query = useQuery(api.conversations.list.queryOptions({ input: { limit: SHOWN } }));
  const { data } = query;
  return (
    <Card className="grid gap-3">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-lg font-semibold">{t('title')}</h2>
        <Link
          href="/dashboard/inbox"
          className="tap-area whitespace-nowrap rounded text-sm font-medium text-primary hover:underline"
        >
          {t('all')}
        </Link>
      </header>
      {data === undefined ? (
        <NotLoaded query={query}>
          <Loading />
        </NotLoaded>
      ) : null}
      {data?.items.length === 0 ? <EmptyState icon={<MessagesSquare />} title={t('empty')} /> : null}
      {data && data.items.length > 0 ? (
        <ul className="-mx-2 grid">
          {data.items.map((conversation) => (
            <Row key={conversation.id} conversation={conversation} />
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

type Conversation = Awaited<ReturnType<typeof api.conversations.list.call>>['items'][number];

function Row({ conversation }: { conversation: Conversation }) {
  const media = useTranslations('inbox.media');
  const moments = useMoments();
  const { id, client, lastMessage, lastMessageAt, unreadCount } = conversation;
  return (
    <li>
      <Link
        href={`/dashboard/inbox/${id}`}
        className="flex items-center gap-3 rounded-xl px-2 py-2.5 transition-colors hover:bg-muted"
      >
        <Avatar name={client.name} imageUrl={client.avatarUrl} />
        <span className="grid min-w-0 grow">
          <span
            dir="auto"
            className={cn('truncate text-left', unreadCount > 0 ? 'font-semibold' : 'font-medium')}
          >
            {client.name}
          </span>
          {lastMessage ? (
            <span className="flex min-w-0 items-center gap-1 text-sm text-muted-foreground">
              <MediaIcon kind={lastMessage.kind} />
              <span dir="auto" className="truncate text-left">
                {lastMessage.preview || media(lastMessage.kind)}
              </span>
            </span>
          ) : null}
        </span>
        <time dateTime={lastMessageAt} className="shrink-0 text-xs text-muted-foreground">
          {moments.short(lastMessageAt)}
        </time>
      </Link>
    </li>
  );
}

function Loading() {
  return (
    <div className="grid gap-4 py-2">
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex items-center gap-3">
          <Skeleton className="size-10 rounded-full" />
          <div className="grid grow gap-2">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-3 w-64 max-w-full" />
          </div>
        </div>
      ))}
    </div>
  );
}
