import { type DeadLetterView, listDeadLetters } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /queues/dead-letters */
export const listDeadLettersRoute = os.queues.listDeadLetters.handler(async ({ context, input }) => {
  const { items, nextCursor } = await listDeadLetters(scopeOf(context), input);
  return { items: items.map(present), nextCursor };
});

function present({ id, kind, channel, receivedAt, failedAt, attempts, error }: DeadLetterView) {
  return {
    ...{ id, kind, attempts },
    channel: { id: channel.id, name: channel.name },
    receivedAt: receivedAt.toISOString(),
    failedAt: (failedAt ?? receivedAt).toISOString(),
    error: error ?? 'unknown',
  };
}
