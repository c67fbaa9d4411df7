import type { BroadcastStatus } from '@soul-kg-crm/shared/enums';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

const tones = {
  PENDING: 'accent',
  IN_PROGRESS: 'accent',
  PAUSED: 'warning',
  COMPLETED: 'neutral',
  FAILED: 'danger',
  CANCELLED: 'neutral',
} as const;

export function BroadcastStatusBadge({ status }: { status: BroadcastStatus }) {
  const t = useTranslations('broadcasts.status');
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
