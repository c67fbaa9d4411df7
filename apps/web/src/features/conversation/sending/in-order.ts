import { deliver } from './deliver';
import { inHand } from './in-hand';
import { pendingMessages } from './pending-messages';

const lines = new Map<string, Promise<void>>();

/** Sends what was written in this tab, and keeps other tabs from doing so, too. */
export function send(conversationId: string, ids: readonly string[]): void {
  const line = deliverInOrder(conversationId, ids);
  for (const id of ids) void inHand(id, () => line).catch(() => {});
}

/** One after the other, or the second would overtake the first while its file is uploaded. */
export function deliverInOrder(conversationId: string, ids: readonly string[]): Promise<void> {
  const before = lines.get(conversationId) ?? Promise.resolve();
  const line = ids.reduce((turn, id) => turn.then(() => deliver(conversationId, id)), before);
  lines.set(conversationId, line);
  return line;
}

/** What was refused goes again, behind what is leaving by now. */
export function sendAgain(conversationId: string, clientMessageId: string): void {
  pendingMessages.change(conversationId, clientMessageId, {
    ...{ state: 'sending', errorMessage: null, isFileGone: false },
  });
  send(conversationId, [clientMessageId]);
}

/** What is written in the conversation that another became part of waits for what is still leaving there. */
export function joinLines(from: string, to: string): void {
  const [one, other] = [lines.get(from), lines.get(to)];
  if (one)
    lines.set(
      to,
      Promise.all([one, other]).then(() => {}),
    );
}
