'use client';

import { isCall } from '@soul-kg-crm/shared/enums';
import { Ban, Bot, Reply } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { cn } from '@/components/class-names';
import { MessageTick } from '@/components/message-tick';
import { Button } from '@/components/ui/button';
import { useMoments } from '@/i18n/use-moments';
import { CallNote } from './call-note';
import { FailedNote } from './failed-note';
import { MessageMedia } from './message-media';
import { MessageText } from './message-text';
import { QuotedMessage } from './quoted-message';
import { Reactions } from './reactions';
import type { ThreadMessage } from './thread-message';
import { UnderwayNote } from './underway-note';
import { WaitingNote } from './waiting-note';

interface MessageBubbleProps {
  conversationId: string;
  message: ThreadMessage;
  clientName: string;
  isFirst: boolean;
  isLast: boolean;
  onReply(message: ThreadMessage): void;
}

export function MessageBubble(props: MessageBubbleProps) {
  const { conversationId, message, clientName, isFirst, isLast, onReply } = props;
  const t = useTranslations('conversation');
  const moments = useMoments();
  const author = useAuthor(message, clientName);
  const wasOnItsWay = useRef(false);
  wasOnItsWay.current ||= message.status !== 'FAILED';
  const isOwn = message.direction === 'OUTGOING';
  const time = moments.time(message.createdAt);
  return (
    <article
      aria-label={t('messageBy', { name: author, time })}
      className={cn('group/message flex items-center gap-1', isOwn ? 'flex-row-reverse' : 'flex-row')}
    >
      <div
        className={cn(
          'grid max-w-[min(34rem,85%)] grid-cols-[minmax(0,1fr)] gap-1',
          isOwn && 'justify-items-end',
        )}
      >
        <div
          className={cn(
            'relative min-w-20 max-w-full rounded-2xl px-3 pb-1.5 pt-2 text-foreground shadow-[0_1px_1px_hsl(var(--shadow-tone)/0.08)]',
            isOwn ? 'bg-bubble-out' : 'bg-bubble-in',
            isFirst && (isOwn ? 'rounded-tr-md' : 'rounded-tl-md'),
            !isFirst && (isOwn ? 'rounded-r-md' : 'rounded-l-md'),
            isLast && (isOwn ? 'rounded-br-2xl' : 'rounded-bl-2xl'),
          )}
        >
          {isOwn && isFirst && (message.sender === 'AI' || message.senderName) ? (
            <p className="mb-0.5 flex items-center gap-1 wrap-anywhere text-xs font-medium text-primary">
              {message.sender === 'AI' ? <Bot aria-hidden className="size-3.5" /> : null}
              {author}
            </p>
          ) : null}
          {message.quoted ? <QuotedMessage quoted={message.quoted} clientName={clientName} /> : null}
          <CallNote kind={message.kind} />
          <MessageMedia message={message} />
          {message.content === '' ? null : <MessageText text={message.content} />}
          {message.revokedAt === null ? null : <RevokedNote isOwn={isOwn} />}
          <p className="mt-0.5 flex items-center justify-end gap-1 text-[0.6875rem] leading-4 text-muted-foreground">
            {message.editedAt === null ? null : <span>{t('edited')}</span>}
            <time dateTime={message.createdAt} title={moments.whole(message.createdAt)}>
              {time}
            </time>
            {isOwn ? <MessageTick status={message.status} /> : null}
          </p>
        </div>
        <Reactions message={message} clientName={clientName} />
        {message.status === 'FAILED' ? (
          <FailedNote conversationId={conversationId} message={message} isNew={wasOnItsWay.current} />
        ) : null}
        {message.isUnderway ? <UnderwayNote {...{ conversationId, message }} /> : null}
        {isOwn && message.id !== null ? (
          <WaitingNote conversationId={conversationId} messageId={message.id} message={message} />
        ) : null}
      </div>
      {message.id === null || isCall(message.kind) ? null : (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t('reply')}
          onClick={() => onReply(message)}
          className="text-muted-foreground opacity-0 focus-visible:opacity-100 group-hover/message:opacity-100 pointer-coarse:opacity-100"
        >
          <Reply aria-hidden />
        </Button>
      )}
    </article>
  );
}

function RevokedNote({ isOwn }: { isOwn: boolean }) {
  const t = useTranslations('conversation.revoked');
  return (
    <p className="mt-1 flex items-center gap-1 text-xs italic text-muted-foreground">
      <Ban aria-hidden className="size-3.5 shrink-0" />
      {t(isOwn ? 'own' : 'client')}
    </p>
  );
}

function useAuthor({ direction, sender, senderName, id }: ThreadMessage, clientName: string): string {
  const t = useTranslations('conversation');
  if (direction === 'INCOMING') return clientName;
  if (sender === 'AI') return senderName ?? t('assistant');
  if (id === null) return t('you');
  return senderName ?? t('phone');
}
