import type { Scope } from '@soul-kg-crm/database';
import { recordSessionFacts } from '@soul-kg-crm/domain';
import type { WhatsAppClient } from '@soul-kg-crm/whatsapp';
import type { NewChatLimits } from '@soul-kg-crm/whatsapp/client';

/** Where WhatsApp says that nobody new may be written to, and not until when. */
const UNKNOWN_END_MS = 15 * 60_000;

type LimitedClient = Pick<WhatsAppClient, 'newChatLimits'>;

/** Asks WhatsApp what it allows the number towards people who have not written first, and keeps the answer. */
export async function recordNewChatLimits(
  scope: Scope,
  channelId: string,
  client: LimitedClient,
): Promise<void> {
  await keep(scope, channelId, await client.newChatLimits());
}

/** The same where WhatsApp has just refused a first message: without an answer, it refuses the next ones as well. */
export async function recordNewChatsClosed(
  scope: Scope,
  channelId: string,
  client: LimitedClient,
): Promise<void> {
  await keep(scope, channelId, await client.newChatLimits().catch(() => CLOSED));
}

const CLOSED: NewChatLimits = { isLocked: true, lockedUntilMs: null, quota: null, used: null };

async function keep(scope: Scope, channelId: string, limits: NewChatLimits): Promise<void> {
  const { isLocked, lockedUntilMs, quota, used } = limits;
  const blockedUntil = isLocked ? new Date(lockedUntilMs ?? Date.now() + UNKNOWN_END_MS) : null;
  await recordSessionFacts(scope, channelId, { newChats: { blockedUntil, quota, used } });
}
