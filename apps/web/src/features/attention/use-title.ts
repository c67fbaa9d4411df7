'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import { useParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { api } from '@/api/client';
import { useUnread } from '@/session/use-unread';
import { titleOf } from './title-of';

/** The tab says whose conversation is open, and how many wait for a person. */
export function useTitle(): void {
  const t = useTranslations('common');
  const product = t('product');
  const { waiting } = useUnread();
  const { conversationId } = useParams<{ conversationId?: string }>();
  const { data } = useQuery(
    api.conversations.get.queryOptions({ input: conversationId ? { conversationId } : skipToken }),
  );
  const client = data?.client.name;
  const page = useRef<string>(undefined);
  const put = useRef<string>(undefined);
  useEffect(() => {
    const write = () => {
      if (document.title !== put.current) page.current = document.title;
      put.current = titleOf({ page: page.current ?? '', client, product, waiting });
      if (document.title !== put.current) document.title = put.current;
    };
    write();
    // Each page brings its own title, some time after it was navigated to.
    const observer = new MutationObserver(write);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [client, product, waiting]);
  useEffect(
    () => () => {
      document.title = page.current ?? '';
    },
    [],
  );
}
