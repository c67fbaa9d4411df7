import { isCall } from '@soul-kg-crm/shared/enums';
import { useTranslations } from 'next-intl';
import { MediaIcon } from '@/components/media-icon';
import type { ThreadMessage } from './thread-message';

/** That the client has called: what became of the call is known to the phone alone. */
export function CallNote({ kind }: Pick<ThreadMessage, 'kind'>) {
  const words = useTranslations('inbox.media');
  const t = useTranslations('conversation');
  if (!isCall(kind)) return null;
  return (
    <div className="grid gap-0.5">
      <p className="flex items-center gap-1.5 font-medium">
        <MediaIcon kind={kind} />
        {words(kind)}
      </p>
      <p className="text-sm text-muted-foreground">{t('callHint')}</p>
    </div>
  );
}
