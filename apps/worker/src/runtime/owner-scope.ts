import { type Database, fencedScope, type Scope } from '@soul-kg-crm/database';
import type { OwnedChannel } from '../inbound/intake.ts';

/** The scope in which a channel's owner writes: refused once another worker has taken the channel. */
export function ownerScope(database: Database, channel: OwnedChannel): Scope {
  const { organizationId, channelId, leaseGeneration } = channel;
  return fencedScope(database.forOrganization(organizationId), { channelId, generation: leaseGeneration });
}
