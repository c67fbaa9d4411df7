import { createDatabase, type Database, provisionOrganization, type Scope } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import type { ReceivedMessage } from '../../src/inbound/channel-event.ts';
import { processInboundEvent } from '../../src/inbound/process-inbound-event.ts';
import { storeInboundEvent } from '../../src/inbound/store-inbound-event.ts';

export interface TestOrganization extends AsyncDisposable {
  database: Database;
  scope: Scope;
  channelId: string;
  userId: string;
  /** What a channel tells, stored and processed. */
  receives(message: Partial<ReceivedMessage>): Promise<void>;
  acks(providerMessageId: string, level: 'SENT' | 'DELIVERED' | 'READ' | 'FAILED'): Promise<string | null>;
  /** Names of what the outbox announces, in order, since the last call. */
  announced(): Promise<string[]>;
}

/** A database of its own with one organisation, its user and its default channel. */
export async function testOrganization(): Promise<TestOrganization> {
  const testDatabase = await createTestDatabase();
  const database = createDatabase({ url: testDatabase.url, maxConnections: 6 });
  const { id: userId } = await database.system.user.create({
    data: { id: newId(), name: 'Айзада', email: 'aizada@example.com' },
  });
  const { organizationId, channelId } = await database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId, organizationName: 'Test' }),
  );
  const scope = database.forOrganization(organizationId);
  let seen = 0n;
  return {
    database,
    scope,
    channelId,
    userId,
    receives: async (message) => {
      const event = { kind: 'message', message: incoming(message) } as const;
      const { inboundEventId } = await storeInboundEvent(scope, channelId, event);
      if (inboundEventId) await processInboundEvent(scope, inboundEventId);
    },
    acks: async (providerMessageId, level) => {
      const event = { kind: 'ack', ack: { providerMessageId, level } } as const;
      const { inboundEventId } = await storeInboundEvent(scope, channelId, event);
      return inboundEventId && processInboundEvent(scope, inboundEventId);
    },
    announced: async () => {
      const rows = await scope.db.outboxEvent.findMany({
        where: { id: { gt: seen } },
        orderBy: { id: 'asc' },
      });
      seen = rows.at(-1)?.id ?? seen;
      return rows.map((row) => row.name);
    },
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

let counter = 0;

/** A customer's text with everything filled in. */
export function incoming(message: Partial<ReceivedMessage>): ReceivedMessage {
  counter += 1;
  const phone = '+996555000111';
  return {
    providerMessageId: `false_996555000111@c.us_${String(counter).padStart(20, 'A')}`,
    isFromMe: false,
    chatId: '996555000111@c.us',
    contact: { phone, lid: null, name: 'Нурлан' },
    kind: 'TEXT',
    content: 'Здравствуйте!',
    sentAtMs: Date.now(),
    quotedProviderMessageId: null,
    media: null,
    ack: null,
    ...message,
  };
}
