import type { ShownMedia } from '@soul-kg-crm/domain';
import type { Language } from '@soul-kg-crm/shared/problems';
import { failureSentence } from '../failure-sentences.ts';

/** A file as the contract shows it; where it is kept stays inside. */
export function presentMedia(media: ShownMedia, language: Language) {
  const { id, kind, status, fileName, mimeType, size, width, height, durationMs } = media;
  // What stands there is a code.
  const errorMessage = media.errorMessage && failureSentence(media.errorMessage, null, language);
  const url = status === 'READY' ? `/api/media/${id}` : null;
  return { id, kind, status, fileName, mimeType, size, width, height, durationMs, url, errorMessage };
}
