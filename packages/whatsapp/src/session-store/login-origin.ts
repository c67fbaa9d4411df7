import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { WhatsAppClientConfig } from './client-config.ts';

const bigInteger = z.string().regex(/^\d+$/).transform(BigInt);
const origin = z.object({
  archive: bigInteger,
  lease: bigInteger,
  contentHash: z.string().nullable(),
  archivedAt: z.coerce.date().nullable().default(null),
});

/** What the profile on this machine's disk goes back to. */
export interface LoginOrigin {
  /** The archive that it was made of or saved as last; 0 where there was none. */
  archive: bigint;
  /** The lease under which it was used last. */
  lease: bigint;
  /** Of its files when they were restored or saved last. */
  contentHash: string | null;
  /** When that archive was made, by the database's clock; null where there was none, or nobody noted it. */
  archivedAt: Date | null;
}

/** Null where nobody has noted it: a profile of LocalAuth, or none. */
export async function readOrigin(config: WhatsAppClientConfig): Promise<LoginOrigin | null> {
  const text = await readFile(fileOf(config), 'utf8').catch(() => '');
  try {
    return origin.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function writeOrigin(config: WhatsAppClientConfig, noted: LoginOrigin): Promise<void> {
  await mkdir(config.dataPath, { recursive: true, mode: 0o700 });
  const { archive, lease, ...rest } = noted;
  const text = JSON.stringify({ archive: String(archive), lease: String(lease), ...rest });
  await writeFile(`${fileOf(config)}.new`, text, { mode: 0o600 });
  await rename(`${fileOf(config)}.new`, fileOf(config));
}

const fileOf = ({ dataPath }: WhatsAppClientConfig) => path.join(dataPath, 'origin.json');
