import { SEND_PRIORITY } from '@soul-kg-crm/queue/catalogue';
import type { MessageKind } from '@soul-kg-crm/shared/enums';
import { invalidField, Problem } from '@soul-kg-crm/shared/problems';
import { isStorable, NOT_STORABLE } from '@soul-kg-crm/shared/storable-text';
import { MAX_CHOSEN_ID_LENGTH, MAX_TEXT_LENGTH } from '@soul-kg-crm/shared/text-length';
import * as z from 'zod';
import { chosenIdOf } from '../agents/agent-notice.ts';

/** WhatsApp shows no text beside a sound: it would count as sent, and nobody would read it. */
const SOUNDS = new Set<MessageKind>(['AUDIO', 'VOICE']);

/** Throws where a message would say nothing or too much, or its text would reach nobody. */
export function requireSayable(content: string, file: MessageKind | null): void {
  if (content === '' && file === null) throw new Problem('EMPTY_MESSAGE');
  if (content.length > MAX_TEXT_LENGTH)
    throw invalidField('content', `${MAX_TEXT_LENGTH} characters at the most`);
  if (content !== '' && file !== null && SOUNDS.has(file)) throw new Problem('TEXT_WITH_AUDIO');
}

/** Throws where a priority is none that callers may give: 1 normal, 5 agents, 10 a person's answer. */
export function requirePriority(priority: number): void {
  const { normal, urgent } = SEND_PRIORITY;
  const isKnown = Number.isInteger(priority) && priority >= normal && priority <= urgent;
  if (!isKnown) throw invalidField('priority', `A whole number from ${normal} to ${urgent}`);
}

/** Throws where the database could not keep a text: programs give what nobody has looked at, such as a model's answer. */
export function requireStorable(texts: Record<string, string | null | undefined>): void {
  const wrong = Object.entries(texts).find(([, text]) => typeof text === 'string' && !isStorable(text));
  if (wrong) throw invalidField(wrong[0], NOT_STORABLE);
}

/** Throws where a person is told by something else than their id; an agent is told by its type. */
export function requireSender({
  sender,
  senderId,
}: {
  sender: 'HUMAN' | 'AI';
  senderId: string | null;
}): void {
  if (sender === 'HUMAN' && senderId !== null) requireId('senderId', senderId);
}

/** Throws where a caller's own id of a message is empty, which would make one message of all that have it, or too long. */
export function requireChosenId(clientMessageId: string): void {
  const { length } = chosenIdOf(clientMessageId);
  if (length > 0 && length <= MAX_CHOSEN_ID_LENGTH) return;
  throw invalidField('clientMessageId', `1 to ${MAX_CHOSEN_ID_LENGTH} characters`);
}

/** Throws where something stands in an id's place that is none. */
export function requireId(field: string, id: string): void {
  if (!z.uuid().safeParse(id).success) throw invalidField(field, 'Not an id');
}
