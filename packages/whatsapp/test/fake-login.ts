import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const FOLDERS = [
  'Default/Local Storage/leveldb',
  'Default/IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb',
] as const;

/** Files as Chromium lays a login out, with something in them that can be told again. */
export async function fakeLogin(profile: string, text: string): Promise<void> {
  for (const folder of FOLDERS) {
    await mkdir(path.join(profile, folder), { recursive: true });
    await writeFile(path.join(profile, folder, '000003.log'), text);
    await writeFile(path.join(profile, folder, 'MANIFEST-000001'), 'manifest');
    await writeFile(path.join(profile, folder, 'CURRENT'), 'MANIFEST-000001\n');
    await writeFile(path.join(profile, folder, 'LOCK'), '');
  }
}

/** What fakeLogin wrote, null where there is nothing. */
export async function loginOf(profile: string): Promise<string | null> {
  return readFile(path.join(profile, FOLDERS[0], '000003.log'), 'utf8').catch(() => null);
}
