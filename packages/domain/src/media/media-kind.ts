import type { MessageKind } from '@soul-kg-crm/shared/enums';

/** How WhatsApp shows a file of this type; whatever it cannot show goes as a document. */
export function mediaKindOf(mimeType: string): MessageKind {
  const type = mimeType.toLowerCase().split(';')[0]?.trim() ?? '';
  if (images.has(type)) return 'IMAGE';
  if (videos.has(type)) return 'VIDEO';
  if (audios.has(type)) return 'AUDIO';
  return 'DOCUMENT';
}

const images = new Set(['image/jpeg', 'image/png', 'image/webp']);
const videos = new Set(['video/mp4', 'video/3gpp']);
const audios = new Set(['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg', 'audio/opus']);
