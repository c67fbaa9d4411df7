import type { SessionView } from '@soul-kg-crm/domain';
import type { Language } from '@soul-kg-crm/shared/problems';
import { failureSentence } from '../failure-sentences.ts';

/** A session as the contract shows it. */
export function presentSession(session: SessionView, language: Language) {
  return {
    organizationId: session.organizationId,
    channelId: session.channelId,
    status: session.status,
    phoneNumber: session.phoneNumber,
    pushName: session.pushName,
    lastConnectedAt: session.lastConnectedAt?.toISOString() ?? null,
    lastDisconnectedAt: session.lastDisconnectedAt?.toISOString() ?? null,
    errorCode: session.errorCode,
    errorMessage: session.errorCode
      ? failureSentence(session.errorCode, session.errorMessage, language)
      : null,
  };
}

/** What connect and disconnect answer. */
export function presentState({ organizationId, channelId, status }: SessionView) {
  return { success: true as const, organizationId, channelId, status };
}
