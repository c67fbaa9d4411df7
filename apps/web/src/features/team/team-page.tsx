'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PageHeader } from '@/components/page-header';
import { useIsAdmin } from '@/session/use-me';
import { InvitationList } from './invitation-list';
import { MemberList } from './member-list';
import { NewInvitation } from './new-invitation';
import { type MadeLink, ShownLink } from './shown-link';

/** Who belongs to the organisation; administrators let colleagues in, change roles and remove. */
export function TeamPage() {
  const t = useTranslations('team');
  const isAdmin = useIsAdmin();
  // On the page and not in the dialog: a slip of the Esc key must not lose what is shown this once.
  const [made, setMade] = useState<MadeLink | null>(null);
  const forget = (id: string) => setMade((shown) => (shown?.id === id ? null : shown));
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6 p-4 sm:p-8">
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={isAdmin ? <NewInvitation onMade={setMade} /> : null}
      />
      {made ? <ShownLink key={made.link} made={made} onDone={() => setMade(null)} /> : null}
      <MemberList isAdmin={isAdmin} onLink={setMade} />
      {isAdmin ? <InvitationList onMade={setMade} onTakenBack={forget} /> : null}
    </div>
  );
}
