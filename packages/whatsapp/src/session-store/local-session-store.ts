import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import whatsAppWeb from 'whatsapp-web.js';
import { removeBrowserLocks } from '../client/browser-process.ts';
import type { WhatsAppClientConfig } from './client-config.ts';
import type { PreparedSession, SaveResult, SessionStore } from './session-store.ts';

/** Keeps logins as browser profiles in local folders; they live and die with this machine's disk. For development. */
export class LocalSessionStore implements SessionStore {
  async prepare(config: WhatsAppClientConfig): Promise<PreparedSession> {
    const userDataDir = profileFolder(config);
    if (!existsSync(userDataDir)) await noteNotLinked(config);
    // A lock left by a browser that was killed, or copied from another machine, keeps Chromium from starting.
    await removeBrowserLocks(userDataDir);
    return { authStrategy: new KeptLocalAuth(config), userDataDir, hasLogin: false };
  }

  /** There is but one copy. */
  prepareOlder(config: WhatsAppClientConfig): Promise<PreparedSession> {
    return this.prepare(config);
  }

  /** Chromium writes into the folder itself; that WhatsApp has accepted the login is all there is to note. */
  async save(config: WhatsAppClientConfig): Promise<SaveResult> {
    await rm(notLinkedFile(config), { force: true });
    return { kind: 'unchanged' };
  }

  async release(config: WhatsAppClientConfig): Promise<void> {
    await removeBrowserLocks(profileFolder(config));
  }

  async remove(config: WhatsAppClientConfig): Promise<void> {
    await this.removeCopy(config);
  }

  async removeCopy(config: WhatsAppClientConfig): Promise<boolean> {
    const isThere = existsSync(profileFolder(config)) && !existsSync(notLinkedFile(config));
    await rm(config.dataPath, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    return isThere;
  }
}

/** A browser that only ever showed a code leaves a profile, too, of which WhatsApp knows nothing. */
async function noteNotLinked(config: WhatsAppClientConfig): Promise<void> {
  await mkdir(config.dataPath, { recursive: true, mode: 0o700 });
  await writeFile(notLinkedFile(config), '');
}

const notLinkedFile = ({ dataPath }: WhatsAppClientConfig) => path.join(dataPath, 'not-linked');

/** LocalAuth deletes the profile under the running browser on a log-out; here the store does it afterwards. */
class KeptLocalAuth extends whatsAppWeb.LocalAuth {
  override logout = async (): Promise<void> => {};
}

/** The browser's profile within the login's folder; where LocalAuth has it, so that its logins are found. */
export function profileFolder({ dataPath, clientId }: WhatsAppClientConfig): string {
  return path.join(dataPath, `session-${clientId}`);
}
