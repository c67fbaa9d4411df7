'use client';

import { MessageCircleWarning } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/empty-state';
import { hrefOfInbox } from '@/components/inbox-place';
import { Button } from '@/components/ui/button';
import { buttonStyle } from '@/components/ui/button-style';
import { useInboxPlace } from '@/components/use-inbox-place';

/** Stands in the place of a conversation that could not be drawn: the list beside it goes on, and so do the others. */
export function BrokenConversation({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('conversation');
  const common = useTranslations('common');
  const place = useInboxPlace();
  return (
    <EmptyState
      className="h-full"
      icon={<MessageCircleWarning />}
      title={t('broken.title')}
      text={t('broken.text')}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          <Button onClick={reset}>{common('again')}</Button>
          <Link href={hrefOfInbox(place)} className={buttonStyle({ variant: 'secondary' })}>
            {t('back')}
          </Link>
        </div>
      }
    />
  );
}
