'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { goOnWriting } from '../composer-field';
import { giveUp } from '../sending/deliver';
import type { ThreadMessage } from './thread-message';

interface UnderwayNoteProps {
  conversationId: string;
  message: Pick<ThreadMessage, 'key' | 'isHeldUp' | 'uploaded'>;
}

/** Most messages are taken at once; that one may not be sent after all is shown when it takes longer. */
const SHOWN_AFTER_MS = 3_000;
const SHOWN_AFTER_OF_FILE_MS = 1_000;

/** Of a message that the server has not taken yet: says that it waits for the server, and lets it not be sent. */
export function UnderwayNote({ conversationId, message }: UnderwayNoteProps) {
  const t = useTranslations('conversation.waiting');
  const { key, isHeldUp, uploaded } = message;
  const isLong = useIsHereFor(uploaded === null ? SHOWN_AFTER_MS : SHOWN_AFTER_OF_FILE_MS);
  if (!isHeldUp && !isLong) return null;
  return (
    <div
      ref={goOnWriting}
      className="flex max-w-full flex-wrap items-center justify-end gap-x-2 text-sm text-muted-foreground"
    >
      {isHeldUp ? <p role="status">{t('heldUp')}</p> : null}
      <Button
        variant="link"
        className="h-7 px-0 text-sm text-muted-foreground"
        onClick={() => giveUp(conversationId, key)}
      >
        {t('cancel')}
      </Button>
    </div>
  );
}

/** Whether what asks has been on the screen for so long; becomes true by itself, and stays so. */
function useIsHereFor(ms: number): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return isLong;
}
