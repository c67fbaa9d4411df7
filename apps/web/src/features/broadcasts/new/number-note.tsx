'use client';

import type { ChannelSessionModel } from '@soul-kg-crm/shared/contract';
import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useNewChatsNote } from '../use-new-chats-note';

interface NumberNoteProps {
  number: Pick<ChannelSessionModel, 'desiredState' | 'status' | 'reason' | 'restrictions'> & {
    channelId: string;
  };
}

/** What keeps a number's messages from leaving, and where that is put right. */
export function NumberNote({ number }: NumberNoteProps) {
  const t = useTranslations('broadcasts');
  const text = useTrouble(number);
  if (text === null) return null;
  return (
    <p role="status" className="flex items-start gap-2.5 rounded-xl bg-warning p-4 text-warning-foreground">
      <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0" />
      <span>
        {text}{' '}
        <Link
          href={`/dashboard/settings/whatsapp/${number.channelId}`}
          className="font-medium underline underline-offset-4"
        >
          {t('number.open')}
        </Link>
      </span>
    </p>
  );
}

function useTrouble({ desiredState, status, reason, restrictions }: NumberNoteProps['number']) {
  const t = useTranslations('broadcasts');
  const newChatsNote = useNewChatsNote();
  const isUnlinked = desiredState === 'STOPPED' && reason?.code === 'LOGGED_OUT';
  if (desiredState === 'LOGGED_OUT' || isUnlinked) return t('number.loggedOut');
  if (status !== 'CONNECTED') return t('warning.NOT_CONNECTED');
  return newChatsNote(restrictions);
}
