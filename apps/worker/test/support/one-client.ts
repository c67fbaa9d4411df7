import { queueMessageToPhone } from '@soul-kg-crm/domain';
import type { World } from './world.ts';

/** A person's answer to the same client each time; gives the message's id. */
export async function writeToClient({ scope }: World, content: string): Promise<string> {
  const to = { to: '+996555400001', sender: 'HUMAN', senderId: null } as const;
  return (await queueMessageToPhone(scope, { ...to, content })).id;
}

export async function statusOfMessage({ scope }: World, id: string) {
  return (await scope.db.message.findUniqueOrThrow({ where: { id } })).status;
}
