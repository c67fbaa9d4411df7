import { hrefOfInbox } from '@/components/inbox-place';
import { useInboxPlace } from '@/components/use-inbox-place';
import { useNumberOf } from '@/session/use-numbers';
import { ConversationRow } from './conversation-row';
import type { Conversation } from './use-conversations';

interface ConversationRowsProps {
  label: string;
  conversations: readonly Conversation[];
  activeId: string | undefined;
}

export function ConversationRows({ label, conversations, activeId }: ConversationRowsProps) {
  const place = useInboxPlace();
  const numberOf = useNumberOf();
  return (
    <ul data-conversation-list aria-label={label} className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
      {conversations.map((conversation) => (
        <ConversationRow
          key={conversation.id}
          conversation={conversation}
          href={hrefOfInbox(place, conversation.id)}
          number={numberOf(conversation)}
          isActive={conversation.id === activeId}
        />
      ))}
    </ul>
  );
}
