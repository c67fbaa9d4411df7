import { type Database, fencedScope, type Scope } from '@soul-kg-crm/database';
import type { SessionChannel } from '@soul-kg-crm/whatsapp/sessions';

/** The scope in which a channel's owner writes: refused once another worker has taken the channel. */
export function ownerScope(database: Database, channel: SessionChannel): Scope {
  const { organizationId, channelId, leaseGeneration } = channel;
  return fencedScope(database.forOrganization(organizationId), { channelId, generation: leaseGeneration });
}
