'use client';

import { useTranslations } from 'next-intl';
import type { ThreadMessage } from '../messages/thread-message';

/** Each is read out when it is added; who goes back through the page need not meet all of them twice. */
const KEPT = 3;

/** Tells a screen reader what has come in since the conversation was opened. */
export function ThreadLog({ arrived }: { arrived: readonly ThreadMessage[] }) {
  const t = useTranslations('conversation');
  const words = useTranslations('inbox.media');
  return (
    <div role="log" className="sr-only">
      {arrived.slice(-KEPT).map(({ key, kind, content }) => (
        <p key={key}>{t('received', { text: content || words(kind) })}</p>
      ))}
    </div>
  );
}
