import * as z from 'zod';
import { ackLevelOf } from './map-ack.ts';
import { PageOperationError } from './page-bridge.ts';
import { type SendCommand, SendError, type SentMessage } from './port.ts';

export const sentInPage = z.object({ id: z.string(), ack: z.number().nullable() });

/** What page/bridge.js answers to `send`. */
export const pageSendAnswer = z.union([
  z.object({ sent: sentInPage }),
  z.object({
    refused: z.object({
      failure: z.enum(['permanent', 'notSent', 'unknown']),
      code: z.string(),
      message: z.string().nullable(),
    }),
  }),
]);

/** The command as the page takes it. */
export function sendArgument(command: SendCommand) {
  const { chatId, sendKey, content, quotedProviderMessageId: quotedId, media } = command;
  return {
    chatId,
    sendKey,
    content,
    quotedId,
    media: media && { ...media, data: media.data.toString('base64') },
  };
}

/** The message as sent, or the error that says why it is not. */
export function readSendAnswer(answer: z.infer<typeof pageSendAnswer>): SentMessage & { id: string } {
  if ('refused' in answer) {
    const { failure, code, message } = answer.refused;
    throw new SendError(failure, code, message ? { cause: new Error(message) } : undefined);
  }
  const { id, ack } = answer.sent;
  const level = ackLevelOf(ack);
  if (level === 'FAILED') throw new SendError('permanent', 'REJECTED');
  return { id, providerMessageId: id, ack: level };
}

/** Once the page has been asked, anything but its own clear answer leaves open whether the message left. */
export function toSendError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  const code = error instanceof PageOperationError ? 'REJECTED' : 'PAGE_GONE';
  return new SendError('unknown', code, { cause: error });
}
