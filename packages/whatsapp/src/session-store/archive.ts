import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type AsyncZippable, type Unzipped, unzip, zip } from 'fflate';
import { isLogin, LOGIN_FOLDERS, type LoginFiles } from './login-files.ts';
import { LoginUnreadableError } from './session-store.ts';

const pack = promisify<AsyncZippable, { level: 3 }, Uint8Array>(zip);
const unpack = promisify<Uint8Array, Unzipped>(unzip);

/** The files as a zip, as RemoteAuth's is laid out. */
export async function packLogin(files: LoginFiles): Promise<Uint8Array> {
  return pack(Object.fromEntries(files), { level: 3 });
}

/** The files of a zip; throws LoginUnreadableError where it is none, or holds anything but a login. */
export async function unpackLogin(archive: Uint8Array): Promise<LoginFiles> {
  const entries = await unpack(archive).catch((error: unknown) => {
    throw new LoginUnreadableError('The stored login is not a complete archive', { cause: error });
  });
  const files: LoginFiles = new Map(Object.entries(entries).filter(([name]) => !name.endsWith('/')));
  for (const name of files.keys()) requireInside(name);
  if (!isLogin(files)) throw new LoginUnreadableError('The stored archive holds no login');
  return files;
}

/** Puts the files in the place of a profile: complete before the old one goes, so that a death in between costs nothing. */
export async function replaceProfile(profile: string, files: LoginFiles): Promise<void> {
  const [fresh, old] = [`${profile}.new`, `${profile}.old`];
  await Promise.all([fresh, old].map((folder) => rm(folder, { recursive: true, force: true })));
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  for (const [name, content] of files) {
    const file = path.join(fresh, name);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, content, { mode: 0o600, flush: true });
  }
  await rename(profile, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(fresh, profile);
  await chmod(profile, 0o700);
  await rm(old, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

function requireInside(name: string): void {
  const isInside = LOGIN_FOLDERS.some((folder) => name.startsWith(`${folder}/`));
  if (!isInside || name.split(/[\\/]/).includes('..')) {
    throw new LoginUnreadableError('The stored archive reaches out of its profile');
  }
}
