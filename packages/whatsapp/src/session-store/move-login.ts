import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { packLogin, replaceProfile, unpackLogin } from './archive.ts';
import { hashOf, readLoginFiles } from './login-files.ts';
import type { ArchiveInfo, SessionArchives } from './session-archives.ts';
import { LoginUnreadableError, type Ownership } from './session-store.ts';

/**
 * Keeps the login of a profile that some browser left behind, such as one of LocalAuth, as the channel's newest.
 * `folder` is the profile, or the folder that LocalAuth keeps it in. Throws LoginUnreadableError where there is none.
 */
export async function importLogin(
  archives: SessionArchives,
  owner: Ownership,
  folder: string,
): Promise<ArchiveInfo> {
  const files = await readLoginFiles(await findProfile(folder));
  if (!files) throw new LoginUnreadableError(`${folder} holds no login of WhatsApp Web`);
  return archives.add(owner, await packLogin(files), hashOf(files));
}

/** Puts the channel's newest login into a profile of its own, to be looked at; gives null where none is stored. */
export async function exportLogin(
  archives: SessionArchives,
  owner: Ownership,
  profile: string,
): Promise<ArchiveInfo | null> {
  const newest = await archives.newest(owner);
  if (newest) await replaceProfile(profile, await unpackLogin(await archives.read(owner, newest.generation)));
  return newest;
}

async function findProfile(folder: string): Promise<string> {
  const entries = await readdir(folder).catch(() => {
    throw new LoginUnreadableError(`There is no folder ${folder}`);
  });
  const candidates = [folder, ...entries.map((entry) => path.join(folder, entry))];
  const isProfile = (candidate: string) =>
    stat(path.join(candidate, 'Default')).then(
      (found) => found.isDirectory(),
      () => false,
    );
  const profiles: string[] = [];
  for (const candidate of candidates) if (await isProfile(candidate)) profiles.push(candidate);
  const [only, another] = profiles;
  if (only === undefined) throw new LoginUnreadableError(`${folder} is no browser profile`);
  if (another !== undefined)
    throw new LoginUnreadableError(`${folder} holds several profiles: name one of them`);
  return only;
}
