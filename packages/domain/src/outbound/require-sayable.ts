import type { MessageKind } from '@soul-kg-crm/shared/enums';
import { Problem } from '@soul-kg-crm/shared/problems';

/** WhatsApp shows no text beside a sound: it would count as sent, and nobody would read it. */
const SOUNDS = new Set<MessageKind>(['AUDIO', 'VOICE']);

/** Throws where a message would say nothing, or its text would reach nobody. */
export function requireSayable(content: string, file: MessageKind | null): void {
  if (content === '' && file === null) throw new Problem('EMPTY_MESSAGE');
  if (content !== '' && file !== null && SOUNDS.has(file)) throw new Problem('TEXT_WITH_AUDIO');
}
