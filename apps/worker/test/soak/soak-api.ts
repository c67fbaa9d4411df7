import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import * as z from 'zod';
import { type AppProcess, startAppProcess } from '../support/worker-process.ts';

/** The API as people's browsers know it: an address that does not answer for a while, and then does again. */
export interface SoakApi extends AsyncDisposable {
  organizationId: string;
  /** Answers in a conversation: tried again under the same id until the API has taken it. */
  answer(conversationId: string, message: { clientMessageId: string; content: string }): Promise<void>;
  /** A path behind /api; throws where it is refused. */
  ask(method: 'GET' | 'PATCH', path: string, body?: object): Promise<unknown>;
  kill(): Promise<void>;
  start(): Promise<void>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

const RETRY_MS = 200;
const ORIGIN = 'http://soak.example';

/** Starts the API and signs an organisation up. */
export async function soakApi(variables: Record<string, string>): Promise<SoakApi> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let app: AppProcess;
  const start = async () => {
    app = startAppProcess('api', {
      ...variables,
      PORT: String(port),
      PUBLIC_URL: ORIGIN,
      ALLOW_SIGN_UP: 'true',
      BETTER_AUTH_SECRET: 'soak-'.repeat(8),
      RATE_LIMIT_PER_MINUTE: '1000000',
    });
  };
  await start();
  await waitFor(
    () =>
      fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    { timeoutMs: 60_000, what: 'the API' },
  );
  const headers = { 'content-type': 'application/json', origin: ORIGIN };
  const signUp = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      ...{ name: 'Owner', organizationName: 'Soak', email: 'soak@example.com', password: 'a-long-password' },
    }),
  });
  const cookie = signUp.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const me = await fetch(`${url}/api/me`, { headers: { ...headers, cookie } });
  const { organizationId } = z.object({ organizationId: z.uuid() }).parse(await me.json());
  return {
    organizationId,
    answer: async (conversationId, message) => {
      const body = JSON.stringify(message);
      for (;;) {
        const request = { method: 'POST', headers: { ...headers, cookie }, body };
        const status = await fetch(`${url}/api/conversations/${conversationId}/messages`, request).then(
          (response) => response.status,
          () => null,
        );
        if (status !== null && status < 300) return;
        if (status !== null && status < 500) throw new Error(`The API refused an answer: ${status}`);
        await pause(RETRY_MS);
      }
    },
    ask: async (method, path, body) => {
      const request = {
        method,
        headers: { ...headers, cookie },
        ...(body && { body: JSON.stringify(body) }),
      };
      const response = await fetch(`${url}/api${path}`, request);
      if (!response.ok) throw new Error(`The API refused ${method} ${path}: ${response.status}`);
      return response.json();
    },
    kill: () => app.kill(),
    start,
    freeze: async () => app.freeze(),
    thaw: async () => app.thaw(),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
