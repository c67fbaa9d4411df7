import path from 'node:path';
import {
  createLocalMediaStorage,
  MediaMissingError,
  queueMessage,
  registerUpload,
} from '@soul-kg-crm/domain';
import { newId } from '@soul-kg-crm/shared/ids';
import { expect, test } from 'vitest';
import { sweepUploads } from '../src/maintenance/sweep-uploads.ts';
import { arrives, customerMessage, testWorld } from './support/world.ts';

test('a file that nobody sent goes after two days, with its row; what was sent or is a picture stays', async () => {
  await using world = await testWorld();
  const { database, scope } = world;
  const storage = createLocalMediaStorage(path.join(world.folder, 'media'));
  const { id: uploadedById } = await database.system.user.findFirstOrThrow();
  const upload = (by: string | null) =>
    registerUpload(scope, storage, {
      ...{ fileName: 'a.txt', mimeType: 'text/plain', content: Buffer.from('text') },
      uploadedById: by,
    });
  const unsent = await upload(uploadedById);
  const sent = await upload(uploadedById);
  const picture = await upload(null);
  await arrives(world, customerMessage('996555200001', 'Здравствуйте'));
  const { id: conversationId } = await scope.db.conversation.findFirstOrThrow();
  const message = { conversationId, content: '', mediaId: sent.id, clientMessageId: newId() };
  await queueMessage(scope, { ...message, sender: 'HUMAN', senderId: uploadedById });
  await scope.db.mediaFile.updateMany({ data: { createdAt: new Date(Date.now() - 49 * 3_600_000) } });
  const fresh = await upload(uploadedById);

  expect(await sweepUploads({ database, storage })).toBe(1);
  expect(await sweepUploads({ database, storage })).toBe(0);
  const left = await scope.db.mediaFile.findMany({ select: { id: true } });
  expect(left.map(({ id }) => id).toSorted()).toEqual([sent.id, picture.id, fresh.id].toSorted());
  await expect(storage.read(unsent.storageKey ?? '')).rejects.toThrow(MediaMissingError);
  expect(await storage.read(sent.storageKey ?? '')).toHaveLength(4);
});
