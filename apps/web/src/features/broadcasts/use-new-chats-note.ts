import type { ChannelSessionModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { serverNow } from '@/api/server-clock';
import { useMoments } from '@/i18n/use-moments';

/** Why a number may write to nobody new now; null: it may. */
export function useNewChatsNote(): (of: ChannelSessionModel['restrictions']) => string | null {
  const t = useTranslations('broadcasts');
  const { whole } = useMoments();
  return ({ newChatsBlockedUntil, newChatsQuota, newChatsUsed }) => {
    // The server keeps the moment also once it is over.
    if (newChatsBlockedUntil !== null && Date.parse(newChatsBlockedUntil) > serverNow())
      return t('newChatsBlocked', { date: whole(newChatsBlockedUntil) });
    return newChatsQuota !== null && (newChatsUsed ?? 0) >= newChatsQuota ? t('newChatsUsedUp') : null;
  };
}
