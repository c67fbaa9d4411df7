import type { WhatsAppClient } from '../client/port.ts';
import type { WhatsAppClientHarness } from './harness.ts';
import { Recorder } from './recorder.ts';

export interface ConnectedClient extends AsyncDisposable {
  client: WhatsAppClient;
  said: Recorder;
  login: string;
}

/** A client that has been started, with what it says. */
export async function startedClient(harness: WhatsAppClientHarness, login: string): Promise<ConnectedClient> {
  const client = await harness.createClient(login);
  const said = new Recorder(client);
  await client.start();
  return { client, said, login, [Symbol.asyncDispose]: () => client.stop() };
}

/** A client that is logged in and ready, scanned where the login is new. */
export async function connectedClient(
  harness: WhatsAppClientHarness,
  login: string,
): Promise<ConnectedClient> {
  const connected = await startedClient(harness, login);
  try {
    const first = await connected.said.nextOf(['qr', 'ready']);
    if (first.kind === 'qr') await harness.phone(login).scan(first.code);
    await connected.said.next('ready');
    return connected;
  } catch (error) {
    await connected.client.stop();
    throw error;
  }
}

/** A send key as WhatsApp Web makes them. */
export function anySendKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return `3EB0${Buffer.from(bytes).toString('hex').toUpperCase()}`;
}
