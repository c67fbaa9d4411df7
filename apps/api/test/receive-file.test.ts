import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createLocalMediaStorage } from '@soul-kg-crm/domain';
import { Problem } from '@soul-kg-crm/shared/problems';
import express from 'express';
import supertest from 'supertest';
import { expect, test } from 'vitest';
import { answerProblems } from '../src/http/answer-problem.ts';
import { createLog } from '../src/log.ts';
import { receiveFile } from '../src/routes/media/receive-file.ts';

test('an upload that stands still is broken off, and nothing of it is kept', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const server = createServer((req) => {
    const store = async ({ content }: { content: AsyncIterable<Buffer> }) => {
      for await (const _ of content);
    };
    receiveFile(req, store, 50).then(() => resolve('stored'), resolve);
  });
  const socket = await beginUpload(server);
  const closed = once(socket, 'close');
  expect(await promise).toMatchObject({ message: 'The upload broke off' });
  await closed;
  server.close();
});

test('a caller that hangs up in the middle of a file is no error of ours', async () => {
  const logged: { level: number; msg: string }[] = [];
  const lines = Promise.withResolvers<void>();
  const write = (line: string) => {
    logged.push(JSON.parse(line));
    lines.resolve();
  };
  const app = express();
  const begun = Promise.withResolvers<void>();
  app.post('/', async (req) => {
    await receiveFile(req, async ({ content }) => {
      begun.resolve();
      for await (const _ of content);
    });
  });
  app.use(answerProblems(createLog('debug', { write })));
  const server = createServer(app);
  const socket = await beginUpload(server);
  await begun.promise;
  socket.destroy();
  await lines.promise;
  expect(logged).toMatchObject([{ level: 20, msg: 'request.broken_off' }]);
  server.close();
});

const FULL_DISK = '/dev/full';

test.skipIf(!existsSync(FULL_DISK))('a full disk is no fault of the upload, and is logged', async () => {
  const { answer, logged } = await uploadTo((content) => pipeline(content, createWriteStream(FULL_DISK)));
  expect(answer).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
  expect(logged).toMatchObject([{ level: 40, msg: 'request.unavailable', err: { code: 'ENOSPC' } }]);
});

test('a folder that cannot be written to is a fault of ours, and is logged', async () => {
  const storage = createLocalMediaStorage('/dev/null/media');
  const { answer, logged } = await uploadTo((content) => storage.put(content));
  expect(answer).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
  expect(logged).toMatchObject([{ level: 50, msg: 'request.broke', err: { code: 'ENOTDIR' } }]);
});

test('what the store itself refuses is told as that', async () => {
  const { answer } = await uploadTo(async () => {
    throw new Problem('UNSUPPORTED_MEDIA_TYPE');
  });
  expect(answer).toMatchObject({ status: 415, body: { code: 'UNSUPPORTED_MEDIA_TYPE' } });
});

/** A file of a megabyte, and what was logged about it. */
async function uploadTo(store: (content: Readable) => Promise<unknown>) {
  const logged: object[] = [];
  const write = (line: string) => void logged.push(JSON.parse(line));
  const app = express();
  app.post('/', async (req) => {
    await receiveFile(req, ({ content }) => store(content));
  });
  app.use(answerProblems(createLog('info', { write })));
  const answer = await supertest(app).post('/').attach('file', Buffer.alloc(1_000_000), 'a.bin');
  return { answer, logged };
}

/** Sends a form's head and the beginning of its file, and leaves the rest out. */
async function beginUpload(server: Server): Promise<Socket> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
  socket.write(
    [
      'POST / HTTP/1.1',
      'Host: api',
      'Content-Type: multipart/form-data; boundary=x',
      'Content-Length: 1000',
      '',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nthe beginning',
    ].join('\r\n'),
  );
  return socket;
}
