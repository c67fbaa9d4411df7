import type { Scope } from '@soul-kg-crm/database';
import { recordSessionFacts } from '@soul-kg-crm/domain';
import type { WhatsAppClient } from '@soul-kg-crm/whatsapp';

/** Where WhatsApp says that nobody new may be written to, and not until when. */
const UNKNOWN_END_MS = 15 * 60_000;

/** Asks WhatsApp what it allows the number towards people who have not written first, and keeps the answer. */
export async function recordNewChatLimits(
  scope: Scope,
  channelId: string,
  client: Pick<WhatsAppClient, 'newChatLimits'>,
): Promise<void> {
  const { isLocked, lockedUntilMs, quota, used } = await client.newChatLimits();
  const blockedUntil = isLocked ? new Date(lockedUntilMs ?? Date.now() + UNKNOWN_END_MS) : null;
  await recordSessionFacts(scope, channelId, { newChats: { blockedUntil, quota, used } });
}
