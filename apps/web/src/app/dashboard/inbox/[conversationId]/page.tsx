import { ConversationClient } from '@/features/clients/conversation-client';
import { ConversationView } from '@/features/conversation/conversation-view';

export default async function ConversationPage({ params }: PageProps<'/dashboard/inbox/[conversationId]'>) {
  const { conversationId } = await params;
  return (
    <ConversationView
      key={conversationId}
      conversationId={conversationId}
      panel={<ConversationClient conversationId={conversationId} />}
    />
  );
}
