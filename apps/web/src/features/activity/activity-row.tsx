'use client';

import { useTranslations } from 'next-intl';
import { useMoments } from '@/i18n/use-moments';
import type { ActivityEntry } from './activity-entry';
import { ActivityIcon } from './activity-icon';
import { FactList } from './fact-list';
import { Sentence } from './sentence';

/** What was done as a sentence, what it changed, by whom and when. */
export function ActivityRow({ entry }: { entry: ActivityEntry }) {
  const { whole } = useMoments();
  const actor = useActorName(entry);
  return (
    <li className="flex gap-3 px-4 py-3.5 sm:gap-4 sm:px-5">
      <ActivityIcon action={entry.action} />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="wrap-anywhere">
          <Sentence entry={entry} />
        </p>
        <FactList entry={entry} />
        {entry.reason ? <p className="text-sm text-muted-foreground">{entry.reason}</p> : null}
        <p className="wrap-anywhere text-sm text-muted-foreground">
          <span className="font-medium text-foreground">{actor}</span>
          {' · '}
          <time dateTime={entry.at} className="tabular-nums">
            {whole(entry.at)}
          </time>
        </p>
      </div>
    </li>
  );
}

/** What the product does by itself. Whatever else has nobody's name came from a program. */
const byProduct = new Set([
  ...['channel.connected', 'channel.failed', 'channel.logged_out', 'client.merged', 'client.phone_passed_on'],
  ...['channel.unlinked', 'channel.code_not_scanned', 'channel.number_changed', 'broadcast.stopped'],
]);

function useActorName({ actor, apiKeyName, action, details }: ActivityEntry): string {
  const t = useTranslations('activity.actor');
  if (actor) return actor.name ?? t('gone');
  if (byProduct.has(action) || details.by === 'product') return t('product');
  if (apiKeyName !== null) return t('key', { name: apiKeyName });
  if (details.by === 'program') return t('program');
  if (details.agentState === 'HANDED_OVER') return t('agent');
  // A colleague who answers on the phone silences the agent as well.
  return details.agentState === 'TAKEN_OVER' ? t('phone') : t('program');
}
