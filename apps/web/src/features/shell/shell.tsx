'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { BottomNavigation } from './bottom-navigation';
import { OfflineBanner } from './offline-banner';
import { SandboxBadge } from './sandbox-badge';
import { Sidebar } from './sidebar';
import { useStrayDrops } from './use-stray-drops';

interface ShellProps {
  /** What everybody is told, whichever page they are on. */
  notices: ReactNode;
  children: ReactNode;
}

/** What surrounds every page: navigation at the side, or below on a phone. */
export function Shell({ notices, children }: ShellProps) {
  const t = useTranslations('shell');
  useStrayDrops();
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#content"
        className="sr-only z-50 rounded-lg bg-primary px-4 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:left-3 focus:top-3"
      >
        {t('skip')}
      </a>
      <Sidebar />
      <div className="flex min-h-0 min-w-0 grow flex-col">
        <aside aria-label={t('notices')}>
          <OfflineBanner />
          {notices}
          <div className="flex justify-center bg-warning md:hidden">
            <SandboxBadge />
          </div>
        </aside>
        <main id="content" tabIndex={-1} className="relative min-h-0 grow overflow-y-auto outline-none">
          {children}
        </main>
      </div>
      <BottomNavigation />
    </div>
  );
}
