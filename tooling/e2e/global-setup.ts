import { cpSync, rmSync } from 'node:fs';
import { inData } from '@soul-kg-crm/tooling/paths';
import { startProductWorld } from '@soul-kg-crm/tooling/product-world';
import { shareAddresses } from '@soul-kg-crm/tooling/shared-addresses';

/** Boots one product for all specs; each spec makes an organisation of its own in it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const world = await startProductWorld();
  shareAddresses(world.addresses);
  return async () => {
    const kept = inData('test/e2e-logs');
    rmSync(kept, { recursive: true, force: true });
    cpSync(world.addresses.logFolder, kept, { recursive: true });
    await world[Symbol.asyncDispose]();
  };
}
