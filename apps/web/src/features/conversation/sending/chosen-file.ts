import type { MessageModel } from '@soul-kg-crm/shared/contract';
import { newId } from '@soul-kg-crm/shared/ids';

/** A file that was chosen, before the server has it. */
export interface ChosenFile {
  key: string;
  file: File;
  kind: MessageModel['kind'];
  previewUrl: string;
}

export function chosenFile(file: File, key = newId()): ChosenFile {
  return { key, file, kind: kindOf(file.type), previewUrl: URL.createObjectURL(file) };
}

/** As WhatsApp shows it: what it cannot play goes as a document. */
function kindOf(mimeType: string): MessageModel['kind'] {
  if (/^image\/(jpeg|png|webp|gif)$/.test(mimeType)) return 'IMAGE';
  if (/^video\/(mp4|3gpp|webm|quicktime)$/.test(mimeType)) return 'VIDEO';
  return mimeType.startsWith('audio/') ? 'AUDIO' : 'DOCUMENT';
}
