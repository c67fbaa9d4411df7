import { type ActivityView, listActivity } from '@soul-kg-crm/domain';
import { conversationId, userId } from '@soul-kg-crm/shared/ids';
import type { Language } from '@soul-kg-crm/shared/problems';
import { knownSentence } from '../failure-sentences.ts';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /activity */
export const listActivityRoute = os.activity.list.handler(async ({ context, input }) => {
  const { from, to, ...query } = input;
  const { items, nextCursor } = await listActivity(scopeOf(context), {
    ...query,
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(to) }),
  });
  return { items: items.map((entry) => present(entry, context.language)), nextCursor };
});

function present({ id, at, action, actor, apiKeyName, target, details }: ActivityView, language: Language) {
  const { reason } = details;
  return {
    ...{ id, apiKeyName, action, details },
    at: at.toISOString(),
    actor: actor && { id: userId.parse(actor.id), name: actor.name },
    target: {
      ...target,
      conversationId: target.conversationId === null ? null : conversationId.parse(target.conversationId),
    },
    reason: typeof reason === 'string' ? knownSentence(reason, language) : null,
  };
}
