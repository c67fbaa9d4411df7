'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { conversationOptions, foundOf } from '@/components/find-conversation';
import { useNumberOf } from '@/session/use-numbers';
import { ClientCard } from './client-card';

/** The card of the client with whom a conversation is, and the number that it runs through where there are several. */
export function ConversationClient({ conversationId }: { conversationId: string }) {
  const t = useTranslations('inbox.number');
  const numberOf = useNumberOf();
  const data = foundOf(useQuery(conversationOptions(conversationId)), conversationId);
  if (!data) return null;
  const number = numberOf(data);
  return (
    <>
      <ClientCard key={data.client.id} clientId={data.client.id} />
      {number ? (
        <p className="-mt-3 px-5 pb-5 text-sm text-muted-foreground [overflow-wrap:anywhere]">
          {t('through')} {number.name}{' '}
          {number.phoneNumber === null ? null : (
            <span className="whitespace-nowrap tabular-nums">{number.phoneNumber}</span>
          )}
        </p>
      ) : null}
    </>
  );
}
