import { Agent, request } from 'node:http';

export interface Load {
  perSecond: number;
  /** Milliseconds of each request. */
  latencies: number[];
}

/** Sends all requests over `connections` kept-open connections, each its next one as soon as it was answered. */
export async function load(
  port: number,
  path: string,
  bodies: readonly { body: string; signature: string }[],
  connections: number,
): Promise<Load> {
  using agent = disposable(new Agent({ keepAlive: true, maxSockets: connections }));
  const latencies: number[] = [];
  let next = 0;
  const startedMs = performance.now();
  const caller = async () => {
    for (let mine = bodies[next++]; mine; mine = bodies[next++]) {
      const sentMs = performance.now();
      await post(agent.agent, port, path, mine);
      latencies.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, caller));
  const seconds = (performance.now() - startedMs) / 1_000;
  return { perSecond: bodies.length / seconds, latencies };
}

function disposable(agent: Agent) {
  return { agent, [Symbol.dispose]: () => agent.destroy() };
}

function post(
  agent: Agent,
  port: number,
  path: string,
  { body, signature }: { body: string; signature: string },
) {
  return new Promise<void>((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-signature': signature,
    };
    const outgoing = request({ agent, port, path, host: '127.0.0.1', method: 'POST', headers }, (res) => {
      res.resume();
      res.on('end', () =>
        res.statusCode === 200 ? resolve() : reject(new Error(`${path}: ${res.statusCode}`)),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
