import { useTranslations } from 'next-intl';
import type { ThreadMessage } from './thread-message';

interface ReactionsProps {
  message: Pick<ThreadMessage, 'clientReaction' | 'ownReaction'>;
  clientName: string;
}

/** With what emoji the customer, and somebody on our phone, reacted to a message. */
export function Reactions({ message: { clientReaction, ownReaction }, clientName }: ReactionsProps) {
  const t = useTranslations('conversation.reaction');
  const shown = [
    { emoji: clientReaction, words: t('client', { name: clientName }) },
    { emoji: ownReaction, words: t('own') },
  ].filter(({ emoji }) => emoji !== null);
  if (shown.length === 0) return null;
  return (
    <p className="relative -mt-2.5 mx-2 flex w-fit gap-1 rounded-full border border-border bg-surface px-1.5 py-0.5 text-sm leading-5">
      {shown.map(({ emoji, words }) => (
        <span key={words} title={words}>
          <span className="sr-only">{words}: </span>
          {emoji}
        </span>
      ))}
    </p>
  );
}
