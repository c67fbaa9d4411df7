import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import express from 'express';
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
