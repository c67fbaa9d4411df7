import type { ChannelSessionModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { useMoments } from '@/i18n/use-moments';

/** Why a number may write to nobody new now; null: it may. */
export function useNewChatsNote(): (of: ChannelSessionModel['restrictions']) => string | null {
  const t = useTranslations('broadcasts');
  const { whole } = useMoments();
  return ({ newChatsBlockedUntil, newChatsQuota, newChatsUsed }) => {
    if (newChatsBlockedUntil !== null) return t('newChatsBlocked', { date: whole(newChatsBlockedUntil) });
    return newChatsQuota !== null && (newChatsUsed ?? 0) >= newChatsQuota ? t('newChatsUsedUp') : null;
  };
}
