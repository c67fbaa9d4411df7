'use client';

import { useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';
import { type InboxFilter, inboxFilters } from '@/components/inbox-place';
import { useIsHydrated } from '@/components/use-is-hydrated';
import { useAgentSettings } from '@/session/use-agent-settings';
import { useUnread } from '@/session/use-unread';

interface InboxFiltersProps {
  value: InboxFilter;
  onChange(value: InboxFilter): void;
}

export function InboxFilters({ value, onChange }: InboxFiltersProps) {
  const t = useTranslations('inbox.filters');
  const isHydrated = useIsHydrated();
  const { waiting } = useUnread();
  const { data: agents } = useAgentSettings();
  // Where no agent is on, none hands anything over.
  const hasWaiting = value === 'waiting' || (isHydrated && (waiting > 0 || Boolean(agents?.agentType)));
  const options = inboxFilters.filter((option) => option !== 'waiting' || hasWaiting);
  return (
    <fieldset className="flex flex-wrap gap-x-0.5 gap-y-1">
      <legend className="sr-only">{t('label')}</legend>
      {options.map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          title={option === 'waiting' ? t('waitingHint') : undefined}
          onClick={() => onChange(option)}
          className={cn(
            'flex items-center justify-center gap-1.5 rounded-full px-2 py-1 pointer-coarse:min-h-10 pointer-coarse:min-w-10 text-[0.8125rem] font-medium leading-5 text-muted-foreground transition-colors hover:bg-muted',
            option === value && 'bg-accent text-accent-foreground hover:bg-accent',
          )}
        >
          {t(option)}
          {option === 'waiting' && isHydrated && waiting > 0 ? <WaitingCount count={waiting} /> : null}
        </button>
      ))}
    </fieldset>
  );
}

const MOST = 99;

function WaitingCount({ count }: { count: number }) {
  return (
    <span className="grid h-5 min-w-5 place-content-center rounded-full bg-warning px-1.5 text-xs font-semibold tabular-nums text-warning-foreground">
      {count > MOST ? `${MOST}+` : count}
    </span>
  );
}
