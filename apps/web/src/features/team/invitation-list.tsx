'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { NotLoaded } from '@/components/not-loaded';
import { InvitationRow } from './invitation-row';
import type { MadeLink } from './shown-link';
import { useInvitations } from './use-team';

interface InvitationListProps {
  onMade(made: MadeLink): void;
  onTakenBack(invitationId: string): void;
}

/** Whoever is invited and has not come yet; nothing where there is nobody. */
export function InvitationList({ onMade, onTakenBack }: InvitationListProps) {
  const t = useTranslations('team.open');
  const section = useRef<HTMLElement>(null);
  const invitations = useInvitations();
  const { data } = invitations;
  if (!data) return <NotLoaded query={invitations}>{null}</NotLoaded>;
  const takenBack = (id: string) => {
    // The button that had the focus is gone with its row.
    section.current?.focus();
    onTakenBack(id);
  };
  return (
    <section ref={section} tabIndex={-1} aria-label={t('title')} className="grid gap-3 outline-none">
      {data.items.length > 0 ? (
        <>
          <h2 className="font-semibold">{t('title')}</h2>
          <ul aria-label={t('title')} className="divide-y rounded-2xl border bg-surface shadow-raised">
            {data.items.map((invitation) => (
              <InvitationRow
                key={invitation.id}
                invitation={invitation}
                onMade={onMade}
                onTakenBack={() => takenBack(invitation.id)}
              />
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
