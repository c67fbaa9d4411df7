import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as shared from '@soul-kg-crm/shared/enums';
import { createTestDatabase } from '@soul-kg-crm/tooling/test-world';
import { expect, test } from 'vitest';
import * as stored from '../generated/prisma/enums.ts';

const root = path.resolve(import.meta.dirname, '..');
const run = promisify(execFile);

test('the migrations and the schema agree', { timeout: 60_000 }, async () => {
  await using database = await createTestDatabase();
  const prisma = path.join(root, 'node_modules/.bin/prisma');
  const args = [
    'migrate',
    'diff',
    '--from-migrations',
    'prisma/migrations',
    '--to-schema',
    'prisma/schema.prisma',
  ];
  const { stdout } = await run(prisma, [...args, '--exit-code', '--script'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: database.url },
  });
  expect(stdout).toContain('This is an empty migration');
});

test('the words of the domain are the same in the contract and in the database', () => {
  expect(shared.messageStatus.options).toEqual(Object.values(stored.MessageStatus));
  expect(shared.messageKind.options).toEqual(Object.values(stored.MessageKind));
  expect(shared.messageDirection.options).toEqual(Object.values(stored.MessageDirection));
  expect(shared.messageSender.options).toEqual(Object.values(stored.MessageSender));
  expect(shared.mediaStatus.options).toEqual(Object.values(stored.MediaStatus));
  expect(shared.broadcastStatus.options).toEqual(Object.values(stored.BroadcastStatus));
  expect(shared.conversationStatus.options).toEqual(Object.values(stored.ConversationStatus));
  expect(shared.agentState.options).toEqual(Object.values(stored.AgentState));
  expect(shared.clientStatus.options).toEqual(Object.values(stored.ClientStatus));
  expect(shared.clientIdentityKind.options).toEqual(Object.values(stored.ClientIdentityKind));
  expect(shared.communicationChannel.options).toEqual(Object.values(stored.CommunicationChannel));
  expect(shared.whatsAppSessionStatus.options).toEqual(Object.values(stored.WhatsAppSessionStatus));
});
