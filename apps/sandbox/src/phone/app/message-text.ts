import type { Message } from './api.ts';
import { t } from './language.ts';

/** A message in one line. */
export function summaryOf(message: {
  type: string;
  body: string;
  caption?: string;
  isVideoCall?: boolean;
}): string {
  if (message.type === 'revoked') return t('revoked');
  if (isCall(message)) return t(message.isVideoCall ? 'videoCall' : 'call');
  const kind = kindName(message.type);
  const text = message.caption || message.body;
  if (kind) return text ? `${kind}: ${text}` : kind;
  return text;
}

export function textOf({ media, caption, body }: Message): string {
  return media ? caption : body;
}

/** Their own phone's note of a call. */
export function isCall({ type }: { type: string }): boolean {
  return type === 'call_log';
}

function kindName(type: string): string | null {
  if (type === 'image') return t('photo');
  if (type === 'video') return t('video');
  if (type === 'audio') return t('audio');
  if (type === 'ptt') return t('voice');
  if (type === 'document') return t('document');
  return type === 'sticker' ? t('sticker') : null;
}
