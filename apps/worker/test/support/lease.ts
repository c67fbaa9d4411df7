import { newId } from '@soul-kg-crm/shared/ids';
import { LeaseStore } from '@soul-kg-crm/whatsapp/leases';
import type { OwnedChannel } from '../../src/inbound/intake.ts';
import type { World } from './world.ts';

/** The world's channel, taken by a worker. */
export async function ownedChannel({ database, scope, channelId }: World): Promise<OwnedChannel> {
  const workerId = newId();
  const leases = new LeaseStore(database.system, 60_000);
  await leases.beat({ workerId, name: 'test', capacity: 1, isStopping: false }, []);
  const [lease] = await leases.acquire(workerId, [channelId]);
  return { organizationId: scope.organizationId, channelId, leaseGeneration: lease?.generation ?? 0n };
}
