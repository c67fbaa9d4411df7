import { chosenFiles } from './chosen-files';
import { draftKey, drafts } from './drafts';
import { joinLines } from './in-order';
import { pendingMessages } from './pending-messages';
import { quotes } from './quotes';

/** A conversation became part of another: what somebody was writing in it, and what is leaving it, goes along. */
export function moveWritten(userId: string, from: string, to: string): void {
  joinLines(from, to);
  pendingMessages.move(from, to);
  drafts.move(draftKey(userId, from), draftKey(userId, to));
  chosenFiles.move(from, to);
  const [quoted] = quotes.of(from);
  if (quoted && quotes.of(to).length === 0) quotes.put(to, quoted);
  quotes.put(from, null);
}
