const GATHER_MS = 400;
/** More at once (after a night, or an interruption) are told of together. */
const MOST = 3;

interface Told {
  id: string;
  lastMessage: { direction: 'INCOMING' | 'OUTGOING' } | null;
}

interface NoticesOptions<Conversation extends Told> {
  /** Whether somebody wants to be told, and does not see it anyway. */
  isWanted(): boolean;
  /** The newest conversations with something unread. */
  fetchUnread(): Promise<readonly Conversation[]>;
  showOne(conversation: Conversation): void;
  showMany(count: number): void;
  gatherMs?: number;
}

/** Decides what of the messages that arrive is told to whoever does not look at the page. */
export function createMessageNotices<Conversation extends Told>(options: NoticesOptions<Conversation>) {
  const { isWanted, fetchUnread, showOne, showMany, gatherMs = GATHER_MS } = options;
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = async () => {
    timer = undefined;
    const ids = new Set(waiting);
    waiting.clear();
    // What cannot be fetched stands in the list all the same.
    const unread = await fetchUnread().catch(() => []);
    if (!isWanted()) return;
    // Events tell of our own messages as well, and may come late: somebody may have read or answered it meanwhile.
    const news = unread.filter(({ id, lastMessage }) => ids.has(id) && lastMessage?.direction === 'INCOMING');
    if (news.length > MOST) showMany(news.length);
    else for (const conversation of news) showOne(conversation);
  };
  return {
    add: (conversationIds: readonly string[]) => {
      if (!isWanted()) return;
      for (const id of conversationIds) waiting.add(id);
      timer ??= setTimeout(() => void flush(), gatherMs);
    },
    stop: () => clearTimeout(timer),
  };
}
