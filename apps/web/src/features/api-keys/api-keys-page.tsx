'use client';

import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { EmptyState } from '@/components/empty-state';
import { PageHeader } from '@/components/page-header';
import { useIsAdmin, useMe } from '@/session/use-me';
import { KeyList } from './key-list';
import { NewKey } from './new-key';
import { ShownKey } from './shown-key';
import { shownKey } from './shown-key-store';

/** The keys with which programs use the API: who made which, when it was used, and how to end it. */
export function ApiKeysPage() {
  const t = useTranslations('keys');
  const { data: me } = useMe();
  const isAdmin = useIsAdmin();
  // On the page and not in the dialog: a slip of the Esc key must not lose what is shown this once.
  const made = useSyncExternalStore(shownKey.subscribe, shownKey.get, () => null);
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6 p-4 sm:p-8">
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={isAdmin ? <NewKey onMade={shownKey.set} /> : null}
      />
      {made ? <ShownKey key={made.id} made={made} onDone={() => shownKey.set(null)} /> : null}
      {isAdmin ? <KeyList onRevoked={(id) => made?.id === id && shownKey.set(null)} /> : null}
      {me && !isAdmin ? (
        <EmptyState icon={<Lock />} title={t('onlyAdmins.title')} text={t('onlyAdmins.text')} />
      ) : null}
    </div>
  );
}
