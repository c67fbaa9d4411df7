'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { cn } from '@/components/class-names';
import { groupMessages } from '../messages/group-messages';
import { MessageBubble } from '../messages/message-bubble';
import type { ThreadMessage } from '../messages/thread-message';
import { DaySeparator } from './day-separator';

interface ThreadDaysProps {
  conversationId: string;
  clientName: string;
  messages: readonly ThreadMessage[];
  /** The message that was looked for. */
  foundId: string | null;
  /** The first message that was unread. */
  unreadKey: string | undefined;
  onReply(message: ThreadMessage): void;
}

/** The messages, divided into days and into what was said in one go. */
export function ThreadDays({ messages, foundId, unreadKey, ...bubble }: ThreadDaysProps) {
  const days = useMemo(() => groupMessages(messages), [messages]);
  return days.map((day) => (
    <div key={day.key} className="grid gap-1">
      <DaySeparator at={day.at} />
      {day.messages.map(({ message, isFirst, isLast }) => (
        <div
          key={message.key}
          data-message-id={message.id}
          className={cn('grid gap-3', isFirst && 'mt-2', message.id === foundId && FOUND)}
        >
          {message.key === unreadKey ? <UnreadDivider /> : null}
          <MessageBubble {...bubble} {...{ message, isFirst, isLast }} />
        </div>
      ))}
    </div>
  ));
}

/** Draws the eye to the message that was looked for; stays visible where nothing may move. */
const FOUND = '-mx-2 rounded-2xl px-2 py-1 animate-found motion-reduce:bg-highlight/40';

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
