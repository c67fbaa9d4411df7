import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const FOLDERS = [
  'Default/Local Storage/leveldb',
  'Default/IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb',
] as const;

/** Files as Chromium lays a login out, with something in them that can be told again. None is ever there in half. */
export async function fakeLogin(profile: string, text: string): Promise<void> {
  for (const folder of FOLDERS) {
    await mkdir(path.join(profile, folder), { recursive: true });
    const write = async (name: string, content: string) => {
      const draft = path.join(profile, `draft-${name}`);
      await writeFile(draft, content);
      await rename(draft, path.join(profile, folder, name));
    };
    await write('000003.log', text);
    await write('MANIFEST-000001', 'manifest');
    await write('CURRENT', 'MANIFEST-000001\n');
    await write('LOCK', '');
  }
}

/** What fakeLogin wrote, null where there is nothing. */
export async function loginOf(profile: string): Promise<string | null> {
  return readFile(path.join(profile, FOLDERS[0], '000003.log'), 'utf8').catch(() => null);
}
