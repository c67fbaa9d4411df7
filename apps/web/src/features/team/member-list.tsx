'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { NotLoaded } from '@/components/not-loaded';
import { Skeleton } from '@/components/ui/skeleton';
import { useMe } from '@/session/use-me';
import { MemberRow } from './member-row';
import type { MadeLink } from './shown-link';
import { useMembers } from './use-team';

interface MemberListProps {
  isAdmin: boolean;
  onLink(made: MadeLink): void;
}

/** The colleagues, in the order in which they came. */
export function MemberList({ isAdmin, onLink }: MemberListProps) {
  const t = useTranslations('team');
  const section = useRef<HTMLElement>(null);
  const { data: me } = useMe();
  const members = useMembers();
  const { data } = members;
  if (!data) {
    return (
      <NotLoaded query={members}>
        <Skeleton className="h-48 rounded-2xl" />
      </NotLoaded>
    );
  }
  return (
    <section ref={section} tabIndex={-1} aria-label={t('list')} className="outline-none">
      <ul aria-label={t('list')} className="divide-y rounded-2xl border bg-surface shadow-raised">
        {data.items.map((member) => {
          const isOwn = member.userId === me?.user.id;
          return (
            <MemberRow
              key={member.id}
              member={member}
              isOwn={isOwn}
              mayChange={isAdmin && !isOwn && member.role !== 'SUPER_ADMIN'}
              onLink={onLink}
              // The button that had the focus is gone with its row.
              onRemoved={() => section.current?.focus()}
            />
          );
        })}
      </ul>
    </section>
  );
}
