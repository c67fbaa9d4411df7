'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { hrefOfInbox, WHOLE_INBOX } from '@/components/inbox-place';
import { buttonStyle } from '@/components/ui/button-style';
import { useNumberOf } from '@/session/use-numbers';

/** One for each number that the client has written to; hardly anybody has written to more. */
const SHOWN = 5;

/** The ways from a client to what was said with them. */
export function ClientConversations({ clientId }: { clientId: string }) {
  const t = useTranslations('clients');
  const numberOf = useNumberOf();
  const { data } = useQuery(api.conversations.list.queryOptions({ input: { clientId, limit: SHOWN } }));
  if (!data || data.items.length === 0) return null;
  return (
    <ul className="flex max-w-full flex-wrap justify-center gap-2">
      {data.items.map((conversation) => {
        const number = data.items.length > 1 ? numberOf(conversation) : null;
        return (
          <li key={conversation.id} className="max-w-full">
            <Link
              href={hrefOfInbox(WHOLE_INBOX, conversation.id)}
              className={buttonStyle({ variant: 'secondary', size: 'sm', className: 'max-w-full' })}
            >
              <span className="truncate">
                {number ? t('conversationThrough', { number: number.name }) : t('conversation')}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
