import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { receiveFile } from '../src/routes/media/receive-file.ts';

test('an upload that stands still is broken off, and nothing of it is kept', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const server = createServer((req) => {
    const store = async ({ content }: { content: AsyncIterable<Buffer> }) => {
      for await (const _ of content);
    };
    receiveFile(req, store, 50).then(() => resolve('stored'), resolve);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
  const closed = once(socket, 'close');
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
  expect(await promise).toMatchObject({ message: 'The upload broke off' });
  await closed;
  server.close();
});
