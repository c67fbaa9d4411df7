'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { goOnWriting } from '../composer-field';
import { giveUp } from '../sending/deliver';

interface HeldUpNoteProps {
  conversationId: string;
  clientMessageId: string;
}

/** Says that a message waits for the server, and lets it not be sent after all. */
export function HeldUpNote({ conversationId, clientMessageId }: HeldUpNoteProps) {
  const t = useTranslations('conversation.waiting');
  return (
    <div
      ref={goOnWriting}
      className="flex max-w-full flex-wrap items-center justify-end gap-x-2 text-sm text-muted-foreground"
    >
      <p role="status">{t('heldUp')}</p>
      <Button
        variant="link"
        className="h-7 px-0 text-sm text-muted-foreground"
        onClick={() => giveUp(conversationId, clientMessageId)}
      >
        {t('cancel')}
      </Button>
    </div>
  );
}
