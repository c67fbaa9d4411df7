import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generate } from 'selfsigned';
import * as z from 'zod';

const certificate = z.object({ key: z.string(), cert: z.string(), expiresAt: z.int() });
const YEARS_MS = 5 * 365 * 24 * 3600 * 1000;

/** A certificate for web.whatsapp.com that nobody trusts, kept so that it stays the same from start to start. */
export async function loadCertificate(folder: string): Promise<{ key: string; cert: string }> {
  const file = path.join(folder, 'certificate.json');
  const kept = certificate.safeParse(JSON.parse(await readFile(file, 'utf8').catch(() => 'null')));
  if (kept.success && kept.data.expiresAt > Date.now()) return kept.data;
  const expiresAt = Date.now() + YEARS_MS;
  const made = await generate([{ name: 'commonName', value: 'web.whatsapp.com' }], {
    keySize: 2048,
    notAfterDate: new Date(expiresAt),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'web.whatsapp.com' }] }],
  });
  const result = { key: made.private, cert: made.cert, expiresAt };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(result), { mode: 0o600 });
  return result;
}
