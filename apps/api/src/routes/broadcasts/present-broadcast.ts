import { type BroadcastView, getBroadcast, type RecipientView } from '@soul-kg-crm/domain';
import type { Language } from '@soul-kg-crm/shared/problems';
import { messageFailureSentence } from '../failure-sentences.ts';
import { type RequestContext, scopeOf } from '../request-context.ts';

/** A broadcast as the contract shows it. */
export function presentBroadcast(broadcast: BroadcastView, language: Language) {
  const { id, channelId, channelName, name, content, status, createdByName, counts } = broadcast;
  return {
    ...{ id, channelId, channelName, name, content, status, createdByName, counts },
    error: errorOf(broadcast.errorCode, null, language),
    createdAt: broadcast.createdAt.toISOString(),
    startedAt: broadcast.startedAt?.toISOString() ?? null,
    finishedAt: broadcast.finishedAt?.toISOString() ?? null,
  };
}

/** The same, as it is now. */
export async function presentCurrentBroadcast(context: RequestContext, id: string) {
  return presentBroadcast(await getBroadcast(scopeOf(context), id), context.language);
}

/** A number of a broadcast as the contract shows it. */
export function presentRecipient(recipient: RecipientView, language: Language) {
  const { position, phone, clientId, clientName, conversationId, state, sentAt } = recipient;
  const { errorCode, errorMessage } = recipient;
  return {
    ...{ position, phone, clientId, clientName, conversationId, state },
    error: state === 'FAILED' ? errorOf(errorCode, errorMessage, language) : null,
    sentAt: sentAt?.toISOString() ?? null,
  };
}

function errorOf(code: string | null, detail: string | null, language: Language) {
  return code === null ? null : { code, message: messageFailureSentence(code, detail, language) };
}
