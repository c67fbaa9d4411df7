import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Load {
  perSecond: number;
  /** Milliseconds of each request. */
  latencies: number[];
}

const OK = 'HTTP/1.1 200 ';

/**
 * Sends all requests over `connections` kept-open connections, each its next one as soon as it was answered. By hand rather
 * than with a client library, which would take as much of the machine as the server that is measured.
 */
export async function load(
  port: number,
  path: string,
  bodies: readonly { body: string; signature: string }[],
  connections: number,
): Promise<Load> {
  const requests = bodies.map((one) => requestOf(port, path, one));
  const sockets = await Promise.all(Array.from({ length: connections }, () => opened(port)));
  const latencies: number[] = [];
  const waiting = requests.values();
  const startedMs = performance.now();
  await Promise.all(sockets.map((socket) => callInTurn(socket, waiting, latencies)));
  const seconds = (performance.now() - startedMs) / 1_000;
  for (const socket of sockets) socket.destroy();
  return { perSecond: bodies.length / seconds, latencies };
}

async function opened(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

function requestOf(
  port: number,
  path: string,
  { body, signature }: { body: string; signature: string },
): Buffer {
  const lines = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Signature: ${signature}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** Answers are short: one arrives as a whole, or the run fails. */
function callInTurn(socket: Socket, waiting: Iterator<Buffer>, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentMs = 0;
    const next = () => {
      const { value, done } = waiting.next();
      if (done) return resolve();
      sentMs = performance.now();
      socket.write(value);
    };
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server hung up')));
    socket.on('data', (answer) => {
      if (!answer.toString('latin1', 0, OK.length).startsWith(OK)) {
        return reject(new Error(answer.toString('latin1', 0, 200)));
      }
      latencies.push(performance.now() - sentMs);
      next();
    });
    next();
  });
}
