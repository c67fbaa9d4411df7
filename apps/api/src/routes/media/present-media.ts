import type { MediaFile } from '@soul-kg-crm/database';

/** A file as the contract shows it; where it is kept stays inside. */
export function presentMedia(media: MediaFile) {
  const { id, kind, status, fileName, mimeType, size, width, height, durationMs, errorMessage } = media;
  const url = status === 'READY' ? `/api/media/${id}` : null;
  return { id, kind, status, fileName, mimeType, size, width, height, durationMs, url, errorMessage };
}
