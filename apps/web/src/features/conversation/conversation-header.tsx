'use client';

import type { ConversationModel } from '@soul-kg-crm/shared/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Archive, ArchiveRestore, ArrowLeft, PanelRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { cn } from '@/components/class-names';
import { hrefOfInbox } from '@/components/inbox-place';
import { NumberTag } from '@/components/number-tag';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { buttonStyle } from '@/components/ui/button-style';
import { Skeleton } from '@/components/ui/skeleton';
import { useInboxPlace } from '@/components/use-inbox-place';
import { useNumberOf } from '@/session/use-numbers';

interface ConversationHeaderProps {
  conversationId: string;
  conversation:
    | (Pick<ConversationModel, 'status' | 'channelName'> & {
        channelId: string;
        client: { name: string; phone: string | null; avatarUrl: string | null };
      })
    | undefined;
  /** It did not come: nothing is on its way any more. */
  isFailed: boolean;
  isPanelOpen: boolean;
  onTogglePanel(): void;
}

export function ConversationHeader(props: ConversationHeaderProps) {
  const { conversationId, conversation, isFailed, isPanelOpen, onTogglePanel } = props;
  const t = useTranslations('conversation');
  const place = useInboxPlace();
  return (
    <header className="flex h-16 shrink-0 items-center gap-3 border-b bg-surface px-3 sm:px-4">
      <Link
        href={hrefOfInbox(place)}
        aria-label={t('back')}
        className={cn(buttonStyle({ variant: 'ghost', size: 'icon' }), 'lg:hidden')}
      >
        <ArrowLeft aria-hidden />
      </Link>
      {conversation ? (
        <>
          <Avatar name={conversation.client.name} imageUrl={conversation.client.avatarUrl} />
          <div className="@container grid min-w-0 grow grid-cols-[minmax(0,1fr)] leading-tight">
            <h2 dir="auto" className="truncate text-left font-semibold">
              {conversation.client.name}
            </h2>
            <Numbers conversation={conversation} phone={conversation.client.phone} />
          </div>
          <StatusButton conversationId={conversationId} status={conversation.status} />
        </>
      ) : (
        <div className="flex grow items-center gap-3">
          {isFailed ? null : (
            <>
              <Skeleton className="size-10 rounded-full" />
              <Skeleton className="h-4 w-36" />
            </>
          )}
        </div>
      )}
      <Button
        variant="ghost"
        size="icon"
        className="xl:hidden"
        aria-label={t('details')}
        title={t('details')}
        aria-expanded={isPanelOpen}
        onClick={onTogglePanel}
      >
        <PanelRight aria-hidden />
      </Button>
    </header>
  );
}

/** The client's, and ours where there are several; where there is no room for both, ours: theirs stands with the client. */
function Numbers({
  conversation,
  phone,
}: {
  conversation: Parameters<ReturnType<typeof useNumberOf>>[0];
  phone: string | null;
}) {
  const number = useNumberOf()(conversation);
  return (
    <p className="flex min-w-0 items-center gap-x-2.5 text-sm text-muted-foreground">
      {phone === null ? null : (
        <span className={cn('shrink-0 tabular-nums', number && 'hidden @[16rem]:inline')}>{phone}</span>
      )}
      {number ? <NumberTag number={number} isLong /> : null}
    </p>
  );
}

function StatusButton({ conversationId, status }: { conversationId: string; status: 'OPEN' | 'CLOSED' }) {
  const t = useTranslations('conversation');
  const queryClient = useQueryClient();
  const change = useMutation(
    api.conversations.update.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.conversations.key() }),
    }),
  );
  const isOpen = status === 'OPEN';
  const text = isOpen ? t('close') : t('reopen');
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={text}
      title={text}
      disabled={change.isPending}
      onClick={() => change.mutate({ conversationId, status: isOpen ? 'CLOSED' : 'OPEN' })}
    >
      {isOpen ? <Archive aria-hidden /> : <ArchiveRestore aria-hidden />}
    </Button>
  );
}
