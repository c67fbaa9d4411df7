import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A door before a server, for tests of what happens while one process alone cannot reach it. */
export interface Gate extends AsyncDisposable {
  /** The server's address, by way of the gate. */
  url: string;
  /** Ends every connection and takes no new one. */
  close(): Promise<void>;
  open(): Promise<void>;
  /** What is sent on the connections that there are is swallowed, without a word to anybody; new ones are whole. */
  swallow(): void;
}

/** A gate before the server at this address, open. */
export async function openGate(target: string): Promise<Gate> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const swallowed = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect({ host: hostname, port: Number(port) });
    for (const [one, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        if (!swallowed.has(one)) other.destroy();
      });
    }
  });
  let listensOn = 0;
  const open = async () => {
    server.listen(listensOn, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The gate listens on no port');
    listensOn = address.port;
  };
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const swallow = () => {
    for (const socket of sockets) {
      swallowed.add(socket);
      socket.unpipe().resume();
    }
  };
  await open();
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(listensOn);
  return { url: url.href, open, close, swallow, [Symbol.asyncDispose]: close };
}
