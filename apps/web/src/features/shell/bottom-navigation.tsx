'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';
import { useMe } from '@/session/use-me';
import { useUnread } from '@/session/use-unread';
import { destinations, isAt, isBehindWhatsApp } from './destinations';
import { UnreadBadge } from './unread-badge';
import { UserMenu } from './user-menu';

/** The navigation of a phone. A conversation takes the whole screen, so it is not shown there. */
export function BottomNavigation() {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const { unread } = useUnread();
  const { data: me } = useMe();
  if (/^\/dashboard\/inbox\/./.test(pathname)) return null;
  return (
    <nav
      aria-label={t('navigation')}
      className="grid grid-cols-6 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {destinations.map(({ href, name, Icon }) => {
        const isHere = isAt(pathname, href);
        const isSection = isHere || (name === 'whatsapp' && isBehindWhatsApp(pathname));
        return (
          <Link
            key={href}
            href={href}
            aria-current={isHere ? 'page' : isSection || undefined}
            className={cn(
              'relative grid h-14 place-content-center justify-items-center gap-0.5 text-[0.6875rem] font-medium text-muted-foreground max-[359px]:text-[0.5625rem]',
              isSection && 'text-primary',
            )}
          >
            <Icon aria-hidden className="size-5" />
            {t(`short.${name}`)}
            {name === 'inbox' ? (
              <UnreadBadge
                count={unread}
                className="absolute left-1/2 top-1 ml-1.5 h-4 min-w-4 px-1 text-[0.625rem]"
              />
            ) : null}
          </Link>
        );
      })}
      <UserMenu isCompact organizationName={me?.organizationName ?? ''} userName={me?.user.name ?? ''} />
    </nav>
  );
}
