import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, type Database, provisionOrganization, type Scope } from '@soul-kg-crm/database';
import { type ChannelEvent, processInboundEvent, storeInboundEvent } from '@soul-kg-crm/domain';
import { newId } from '@soul-kg-crm/shared/ids';
import { createTestDatabase, testRedis } from '@soul-kg-crm/tooling/test-world';
import type { WorkerEnv } from '../../src/env.ts';
import { readEnv } from '../../src/env.ts';

export interface World extends AsyncDisposable {
  /** Removed with the world. */
  folder: string;
  /** As a worker process gets it; add to it what the test is about. */
  variables: Record<string, string>;
  env(more?: Record<string, string>): WorkerEnv;
  database: Database;
  scope: Scope;
  channelId: string;
  /** Further numbers of the organisation; gives their ids. */
  addChannels(count: number): Promise<string[]>;
  redisUrl: string;
  prefix: string;
}

/** One organisation with its channel, in a database, a Redis prefix and a folder of its own. */
export async function testWorld(): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const testDatabase = stack.use(await createTestDatabase());
  const redis = stack.use(await testRedis());
  const folder = await mkdtemp(path.join(tmpdir(), 'worker-'));
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const database = stack.use(createDatabase({ url: testDatabase.url, maxConnections: 5 }));
  const { id: userId } = await database.system.user.create({
    data: { id: newId(), name: 'Owner', email: 'owner@example.com' },
  });
  const { organizationId, channelId } = await database.system.$transaction((tx) =>
    provisionOrganization(tx, { userId, organizationName: 'Test' }),
  );
  const variables = {
    DATABASE_URL: testDatabase.url,
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
    PORT: '0',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
    MEDIA_DIR: path.join(folder, 'media'),
    WHATSAPP_SESSIONS_DIR: folder,
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  const scope = database.forOrganization(organizationId);
  const owned = stack.move();
  return {
    folder,
    variables,
    env: (more = {}) => readEnv({ ...variables, ...more }),
    database,
    scope,
    channelId,
    addChannels: (count) => Promise.all(Array.from({ length: count }, () => addChannel(scope))),
    redisUrl: redis.url,
    prefix: redis.prefix,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** A further number of the organisation. */
export async function addChannel(scope: Scope): Promise<string> {
  const { id: companyId } = await scope.db.company.findFirstOrThrow();
  const channel = await scope.db.channel.create({
    data: { organizationId: scope.organizationId, companyId, type: 'WHATSAPP', name: 'Further' },
  });
  const owner = { organizationId: scope.organizationId, channelId: channel.id };
  await scope.db.whatsAppSession.create({ data: owner });
  return channel.id;
}

let counter = 0;

/** A customer's text, everything filled in. */
export function customerMessage(digits: string, content: string) {
  counter += 1;
  return {
    kind: 'message',
    message: {
      providerMessageId: `false_${digits}@c.us_${String(counter).padStart(20, 'A')}`,
      isFromMe: false,
      chatId: `${digits}@c.us`,
      contact: { phone: `+${digits}`, lid: null, name: null },
      kind: 'TEXT',
      content,
      sentAtMs: Date.now(),
      quotedProviderMessageId: null,
      media: null,
      ack: null,
    },
  } as const;
}

/** What a channel told, stored and processed. */
export async function arrives(
  { scope, channelId }: Pick<World, 'scope' | 'channelId'>,
  event: ChannelEvent,
): Promise<void> {
  const { inboundEventId } = await storeInboundEvent(scope, channelId, event);
  await processInboundEvent(scope, inboundEventId ?? '');
}
