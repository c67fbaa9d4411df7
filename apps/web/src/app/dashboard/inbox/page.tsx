import { NothingPicked } from '@/features/inbox/nothing-picked';

export default function InboxPage() {
  return <NothingPicked />;
}
