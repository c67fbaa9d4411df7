import type { ShownMedia } from '@soul-kg-crm/domain';

/** A file as the contract shows it; where it is kept stays inside. */
export function presentMedia(media: ShownMedia) {
  const { id, kind, status, fileName, mimeType, size, width, height, durationMs, errorMessage } = media;
  const url = status === 'READY' ? `/api/media/${id}` : null;
  return { id, kind, status, fileName, mimeType, size, width, height, durationMs, url, errorMessage };
}
