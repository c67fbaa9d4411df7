import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Cuttable extends AsyncDisposable {
  /** The same address, through this. */
  url: string;
  cut(): void;
  /** What is sent on the connections that there are is swallowed, without a word to anybody. */
  swallow(): void;
  /** So it is on new ones. */
  swallowAll(): void;
  mend(): void;
}

/** A cable to a server that a test can cut and mend. */
export async function cuttable(url: string): Promise<Cuttable> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let isCut = false;
  let isSwallowing = false;
  const swallowed = new Set<Socket>();
  const server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    if (isSwallowing) {
      sockets.add(client);
      client.on('error', () => {}).resume();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        // Nor is it told that the other end has hung up.
        if (swallowed.has(socket)) return;
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  const swallow = () => {
    for (const socket of sockets) {
      swallowed.add(socket);
      socket.unpipe().resume();
    }
  };
  return {
    url: through.href,
    cut: () => {
      isCut = true;
      hangUp();
    },
    swallow,
    swallowAll: () => {
      isSwallowing = true;
      swallow();
    },
    mend: () => {
      // What was swallowed is missing.
      for (const socket of swallowed) socket.destroy();
      isCut = false;
      isSwallowing = false;
    },
    [Symbol.asyncDispose]: async () => {
      hangUp();
      server.close();
      await once(server, 'close');
    },
  };
}
