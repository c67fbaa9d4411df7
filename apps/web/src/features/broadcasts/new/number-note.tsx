'use client';

import type { ChannelSessionModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { useNewChatsNote } from '../use-new-chats-note';
import { NumberWarning } from './number-warning';

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
  const href = `/dashboard/settings/whatsapp/${number.channelId}`;
  return <NumberWarning text={text} href={href} action={t('number.open')} />;
}

function useTrouble({ desiredState, status, reason, restrictions }: NumberNoteProps['number']) {
  const t = useTranslations('broadcasts');
  const newChatsNote = useNewChatsNote();
  const isUnlinked = desiredState === 'STOPPED' && reason?.code === 'LOGGED_OUT';
  if (desiredState === 'LOGGED_OUT' || isUnlinked) return t('number.loggedOut');
  if (status !== 'CONNECTED') return t('warning.NOT_CONNECTED');
  return newChatsNote(restrictions);
}
