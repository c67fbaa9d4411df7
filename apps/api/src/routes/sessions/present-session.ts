import { type ChannelView, getSession, ownerOf, reasonOf, type TransitionView } from '@soul-kg-crm/domain';
import type { Language } from '@soul-kg-crm/shared/problems';
import { failureSentence } from '../failure-sentences.ts';
import { type RequestContext, scopeOf } from '../request-context.ts';

type Session = NonNullable<ChannelView['whatsAppSession']>;

/** A number as the contract shows it, read anew: what every command answers with. */
export async function presentCurrent(context: RequestContext, channelId: string) {
  return presentChannelSession(await getSession(scopeOf(context), channelId), context.language);
}

/** A number as the contract shows it. */
export function presentChannelSession(channel: ChannelView, language: Language, now = new Date()) {
  const { id, name, company, isDefault, desiredState, whatsAppSession: session } = channel;
  const [transition] = channel.transitions;
  return {
    organizationId: channel.organizationId,
    channelId: id,
    ...{ name, isDefault, desiredState },
    company: { id: company.id, name: company.name },
    status: session?.status ?? ('DISCONNECTED' as const),
    reason: reason(reasonOf(channel, now), session?.errorMessage ?? null, language),
    isOnline: session?.isOnline ?? true,
    phoneNumber: session?.phoneNumber ?? null,
    formerNumber: session ? presentFormerNumber(session, now) : null,
    pushName: session?.pushName ?? null,
    pairingPhone: session?.pairingPhone ?? null,
    lastConnectedAt: text(session?.lastConnectedAt),
    lastDisconnectedAt: text(session?.lastDisconnectedAt),
    lastTransition: transition ? presentTransition(transition, language) : null,
    ...(session ? presentHealth(session) : noHealth),
    owner: ownerOf(channel, now),
    createdAt: channel.createdAt.toISOString(),
  };
}

/** One step of a number's history as the contract shows it. */
export function presentTransition(transition: TransitionView, language: Language) {
  const { id, status, workerName, createdAt } = transition;
  const why = reason(transition.reason, null, language);
  return { id, status, reason: why, workerName, at: createdAt.toISOString() };
}

/** For so long it is told that the number was another one. */
const FORMER_NUMBER_MS = 30 * 86_400_000;

function presentFormerNumber({ formerNumber, accountSince }: Session, now: Date) {
  if (!formerNumber || !accountSince) return null;
  const isNews = now.getTime() - accountSince.getTime() < FORMER_NUMBER_MS;
  return isNews ? { phoneNumber: formerNumber, until: accountSince.toISOString() } : null;
}

function presentHealth(session: Session) {
  const { savedAt, savedBytes, countedAt, phoneMessages, missingMessages } = session;
  const { newChatsQuota, newChatsUsed, newChatsBlockedUntil, memoryMb } = session;
  return {
    lastSave: savedAt ? { at: savedAt.toISOString(), bytes: savedBytes } : null,
    memoryMb,
    completeness: countedAt
      ? { countedAt: countedAt.toISOString(), onPhone: phoneMessages ?? 0, missing: missingMessages ?? 0 }
      : null,
    restrictions: { newChatsQuota, newChatsUsed, newChatsBlockedUntil: text(newChatsBlockedUntil) },
  };
}

const noHealth = {
  ...{ lastSave: null, memoryMb: null, completeness: null },
  restrictions: { newChatsQuota: null, newChatsUsed: null, newChatsBlockedUntil: null },
};

function reason(code: string | null, detail: string | null, language: Language) {
  return code === null ? null : { code, message: failureSentence(code, detail, language) };
}

function text(moment: Date | null | undefined): string | null {
  return moment?.toISOString() ?? null;
}
