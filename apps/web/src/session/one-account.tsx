'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { api } from '@/api/client';
import { onAccountChange } from './account-changes';
import { leaving } from './leaving';
import { useMe } from './use-me';

/**
 * Shows what belongs to one account and never to two: all tabs share the browser's session, and whoever signs in in
 * another one changes whose data this one is given. Then it begins anew. Whoever is removed is led out.
 */
export function OneAccount({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const { data: me } = useMe();
  const account = me && `${me.organizationId} ${me.user.id}`;
  const first = useRef(account);
  first.current ??= account;
  const isOther = account !== undefined && account !== first.current;
  const isNowhere = me?.organizationId === null;
  useEffect(() => {
    if (isNowhere) {
      // What is kept here belongs to the organisation, and they do not any more.
      leaving.tell();
      window.location.replace('/no-organization');
    } else if (isOther) {
      // What the address names is the other one's.
      window.location.assign('/dashboard');
    }
  }, [isNowhere, isOther]);
  useEffect(
    () =>
      onAccountChange((what) => {
        // What is on its way here must not be kept once the other tab has forgotten it all.
        if (what === 'out') leaving.tell();
        // Where nobody is signed in any more, the answer leads to the sign-in.
        void queryClient.invalidateQueries({ queryKey: api.account.me.key() });
      }),
    [queryClient],
  );
  return isOther || isNowhere ? null : children;
}
