import { MediaMissingError, type SendFailureReport } from '@soul-kg-crm/domain';
import { SendError } from '@soul-kg-crm/whatsapp/client';

/** Codes that mean the channel is away or may not send, not that something is wrong with the message. */
const AWAY = new Set(['NOT_CONNECTED', 'PAGE_GONE', 'NEW_CHATS_BLOCKED']);

/** What a failed attempt says about the message. Whatever is not understood counts as unknown: it is looked for first. */
export function failureOf(error: unknown): SendFailureReport {
  if (error instanceof MediaMissingError) {
    return { failure: 'permanent', code: 'MEDIA_MISSING', message: 'The file is no longer there' };
  }
  if (!(error instanceof SendError)) {
    return { failure: 'unknown', code: 'UNKNOWN', message: 'The outcome is not known' };
  }
  const { failure, code } = error;
  return {
    failure,
    code,
    message: sentences[failure],
    isChannelAway: AWAY.has(code),
    isRefusedKey: code === 'NEW_CHATS_BLOCKED',
  };
}

const sentences = {
  permanent: 'WhatsApp refused the message',
  notSent: 'The message could not be sent',
  unknown: 'Not known yet whether the message left',
} as const;
