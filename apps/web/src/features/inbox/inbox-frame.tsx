'use client';

import { useParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, Suspense } from 'react';
import { cn } from '@/components/class-names';
import { ConversationList } from './conversation-list';

/** List and conversation side by side; where there is no room for both, one of the two. */
export function InboxFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('inbox');
  const { conversationId } = useParams<{ conversationId?: string }>();
  const isOpen = conversationId !== undefined;
  return (
    <div className="flex h-full">
      <h1 className="sr-only">{t('title')}</h1>
      <div
        className={cn(
          'min-h-0 w-full shrink-0 flex-col bg-surface lg:flex lg:w-80 lg:border-r xl:w-[22rem]',
          isOpen ? 'hidden' : 'flex',
        )}
      >
        <Suspense>
          <ConversationList activeId={conversationId} />
        </Suspense>
      </div>
      <div className={cn('min-w-0 grow', isOpen ? 'block' : 'hidden lg:block')}>{children}</div>
    </div>
  );
}
