'use client';

import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { cn } from '@/components/class-names';
import type { ShownNumber } from '@/session/use-numbers';
import { RowContent } from './row-content';
import type { Conversation } from './use-conversations';

export interface ConversationRowProps {
  conversation: Conversation;
  href: string;
  /** The number that it runs through, where there are several. */
  number: ShownNumber | null;
  isActive: boolean;
}

export function ConversationRow({ conversation, href, number, isActive }: ConversationRowProps) {
  const row = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <li>
      <Link
        ref={row}
        id={rowId(conversation.id)}
        href={href}
        aria-current={isActive ? 'page' : undefined}
        prefetch={false}
        className={cn(
          'flex items-center gap-3 rounded-xl px-2.5 py-2.5 transition-colors hover:bg-muted',
          isActive && 'bg-accent hover:bg-accent',
        )}
      >
        <RowContent conversation={conversation} number={number} />
      </Link>
    </li>
  );
}

/** Puts the focus on a conversation in the list. */
export function focusRow(conversationId: string | undefined): void {
  document.getElementById(rowId(conversationId))?.focus({ preventScroll: true });
}

const rowId = (conversationId: string | undefined) => `row-${conversationId}`;
