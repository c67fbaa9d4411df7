import type { Database } from '@soul-kg-crm/database';
import type { SessionManager } from '@soul-kg-crm/whatsapp/sessions';
import type { Logger } from 'pino';
import { recordNewChatLimits } from '../outbound/new-chat-limits.ts';
import { ownerScope } from '../runtime/owner-scope.ts';

/** Looks at every number for what WhatsApp allows it now. */
export async function watchNewChatLimits(
  manager: SessionManager,
  database: Database,
  log: Logger,
): Promise<void> {
  for (const channel of manager.running()) {
    const { channelId } = channel;
    const client = manager.client(channelId);
    if (!client) continue;
    await recordNewChatLimits(ownerScope(database, channel), channelId, client).catch((err: unknown) =>
      log.warn({ channelId, err }, 'session.new_chat_limits_unknown'),
    );
  }
}
