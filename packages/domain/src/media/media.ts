import type { Readable } from 'node:stream';
import type { MediaFile, Scope } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { Problem } from '@soul-kg-crm/shared/problems';
import { mediaKindOf } from './media-kind.ts';
import { type ByteRange, MediaMissingError, type MediaStorage } from './media-storage.ts';

export interface Upload {
  fileName: string;
  mimeType: string;
  content: Readable | Buffer;
  /** The person or the API key; by it the file is told from what was received, and goes when it is not sent. */
  uploadedById: string | null;
}

/** Stores an uploaded file; a stream that fails, or is empty, leaves neither file nor row. */
export async function registerUpload(
  scope: Scope,
  storage: MediaStorage,
  upload: Upload,
): Promise<MediaFile> {
  const { fileName, mimeType, uploadedById } = upload;
  const stored = await storage.put(upload.content);
  try {
    if (stored.size === 0) throw new Problem('EMPTY_MESSAGE');
    return await scope.db.mediaFile.create({
      data: {
        id: newId(),
        kind: mediaKindOf(mimeType),
        status: 'READY',
        fileName,
        mimeType,
        uploadedById,
        ...stored,
      },
    });
  } catch (error) {
    await storage.delete(stored.storageKey);
    throw error;
  }
}

/** What is known of a file, or NOT_FOUND. */
export async function getMedia(scope: Scope, id: string): Promise<MediaFile> {
  const media = await scope.db.mediaFile.findUnique({ where: { id } });
  if (!media) throw new Problem('NOT_FOUND');
  return media;
}

/** The file's bytes, all or a part of them; NOT_FOUND while it is not there. */
export async function readMedia(
  scope: Scope,
  storage: MediaStorage,
  id: string,
  range?: ByteRange,
): Promise<{ media: MediaFile; content: Readable }> {
  const media = await getMedia(scope, id);
  if (media.status !== 'READY' || media.storageKey === null) throw new Problem('NOT_FOUND');
  try {
    return { media, content: await storage.open(media.storageKey, range) };
  } catch (error) {
    if (error instanceof MediaMissingError) throw new Problem('NOT_FOUND');
    throw error;
  }
}
