import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSandboxClient, type SandboxClient } from './client.ts';
import { createSandbox } from './create-sandbox.ts';
import type { Settings } from './whatsapp/settings.ts';

export { createSandboxClient, type SandboxClient, type SandboxMessage } from './client.ts';

export interface TestSandbox extends AsyncDisposable {
  controlUrl: string;
  /** For WHATSAPP_WEB_STANDIN. */
  standin: string;
  control: SandboxClient;
}

export interface StartSandboxOptions {
  /** Any free port when left out. */
  port?: number;
  tlsPort?: number;
  /** A folder that is gone afterwards when left out. */
  dataDir?: string;
  /** Customers deliver and read by themselves. */
  autoAcks?: boolean;
  settings?: Partial<Settings>;
}

/** A sandbox of one's own in this process, on free ports, with nothing in it. */
export async function startSandbox(options: StartSandboxOptions = {}): Promise<TestSandbox> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'soul-sandbox-')));
  const sandbox = await createSandbox({
    port: options.port ?? 0,
    tlsPort: options.tlsPort ?? 0,
    dataDir,
    settings: { autoAcks: options.autoAcks ?? false, ...options.settings },
  });
  return {
    controlUrl: sandbox.url,
    standin: sandbox.standin,
    control: createSandboxClient(sandbox.url),
    async [Symbol.asyncDispose]() {
      await sandbox[Symbol.asyncDispose]();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
