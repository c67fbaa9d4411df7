import {
  History,
  Inbox,
  KeyRound,
  ListOrdered,
  type LucideIcon,
  Megaphone,
  MessageCircle,
  MessageSquareText,
  SlidersHorizontal,
  UserRound,
  UsersRound,
} from 'lucide-react';

/** The kind of what was done, by the part of the action before the dot. */
const icons: Record<string, LucideIcon> = {
  settings: SlidersHorizontal,
  channel: MessageCircle,
  'api-key': KeyRound,
  broadcast: Megaphone,
  conversation: Inbox,
  message: MessageSquareText,
  messages: ListOrdered,
  client: UserRound,
  member: UsersRound,
  dead_letter: ListOrdered,
  dead_letters: ListOrdered,
};

export function ActivityIcon({ action }: { action: string }) {
  const Icon = icons[action.split('.')[0] ?? ''] ?? History;
  return (
    <span
      aria-hidden
      className="mt-0.5 grid size-9 shrink-0 place-content-center rounded-xl bg-muted text-muted-foreground"
    >
      <Icon className="size-4.5" />
    </span>
  );
}
