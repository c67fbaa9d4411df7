import type { Client, MediaFile, Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import type { StoredFile } from '../media/media-storage.ts';
import { announce } from '../realtime/announce.ts';

/** What a channel knows of a person; `picture` null: there is none, or not for us. */
export interface LookedUp {
  name: string | null;
  picture: { file: StoredFile; mimeType: string } | null;
}

const AVATAR_PATH = '/api/media/';

/**
 * Keeps what a channel told of a client. Gives the keys of the files that nobody needs any more, to be deleted: the picture
 * before, or the new one where it is the same or the client is gone.
 */
export async function recordLookUp(scope: Scope, clientId: string, found: LookedUp): Promise<string[]> {
  return scope.transaction(async (tx) => {
    await tx.lock(`client:${clientId}`);
    const client = await tx.db.client.findUnique({ where: { id: clientId } });
    if (!client) return found.picture ? [found.picture.file.storageKey] : [];
    const before = await avatarOf(tx, client);
    const isSame = before?.sha256 === (found.picture?.file.sha256 ?? undefined);
    const avatarUrl = isSame ? client.avatarUrl : await keepPicture(tx, found.picture);
    const name = nameAfter(client, found.name?.trim());
    if (name !== client.name || avatarUrl !== client.avatarUrl) {
      await tx.db.client.update({ where: { id: clientId }, data: { name, avatarUrl } });
      await announce(tx, { kind: 'client.updated', clientId });
    }
    if (isSame) return found.picture ? [found.picture.file.storageKey] : [];
    if (!before) return [];
    await tx.db.mediaFile.delete({ where: { id: before.id } });
    return before.storageKey === null ? [] : [before.storageKey];
  });
}

async function avatarOf(tx: ScopedTransaction, { avatarUrl }: Client): Promise<MediaFile | null> {
  if (!avatarUrl?.startsWith(AVATAR_PATH)) return null;
  return tx.db.mediaFile.findUnique({ where: { id: avatarUrl.slice(AVATAR_PATH.length) } });
}

async function keepPicture(tx: ScopedTransaction, picture: LookedUp['picture']): Promise<string | null> {
  if (!picture) return null;
  const { file, mimeType } = picture;
  const id = newId();
  const fileName = `avatar.${mimeType.split('/')[1] ?? 'jpeg'}`;
  await tx.db.mediaFile.create({ data: { id, kind: 'IMAGE', status: 'READY', fileName, mimeType, ...file } });
  return `${AVATAR_PATH}${id}`;
}

/** A name that a colleague typed stays. */
function nameAfter(client: Client, name: string | undefined): string {
  return client.nameIsManual || !name ? client.name : name;
}
