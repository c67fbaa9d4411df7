'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Brand } from '@/components/brand';
import { cn } from '@/components/class-names';
import { useIsAdmin, useMe } from '@/session/use-me';
import { useUnread } from '@/session/use-unread';
import { adminDestinations, destinations, isAt } from './destinations';
import { SandboxBadge } from './sandbox-badge';
import { UnreadBadge } from './unread-badge';
import { UserMenu } from './user-menu';

export function Sidebar() {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const { unread } = useUnread();
  const { data: me } = useMe();
  const isAdmin = useIsAdmin();
  return (
    <aside className="relative hidden w-60 shrink-0 flex-col gap-6 overflow-y-auto border-r bg-surface px-3 py-4 md:flex">
      <div className="grid gap-3 px-2">
        <Link href="/dashboard" className="rounded-lg">
          <Brand />
        </Link>
        <SandboxBadge />
      </div>
      <nav aria-label={t('navigation')} className="grid gap-1">
        {[...destinations, ...(isAdmin ? adminDestinations : [])].map(({ href, name, Icon }) => {
          const isHere = isAt(pathname, href);
          return (
            <Link
              key={href}
              href={href}
              aria-current={isHere ? 'page' : undefined}
              className={cn(
                'flex h-10 items-center gap-3 rounded-lg px-3 font-medium text-muted-foreground transition-colors hover:bg-muted hover:text-foreground',
                isHere && 'bg-accent text-accent-foreground hover:bg-accent hover:text-accent-foreground',
              )}
            >
              <Icon aria-hidden className="size-[1.125rem]" />
              <span className="grow">{t(name)}</span>
              {name === 'inbox' ? <UnreadBadge count={unread} /> : null}
            </Link>
          );
        })}
      </nav>
      <div className="mt-auto">
        <UserMenu organizationName={me?.organizationName ?? ''} userName={me?.user.name ?? ''} />
      </div>
    </aside>
  );
}
