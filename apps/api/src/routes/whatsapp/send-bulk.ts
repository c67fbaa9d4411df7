import { type BulkResult, queueBulkMessages } from '@soul-kg-crm/domain';
import { type Language, problemSentence } from '@soul-kg-crm/shared/problems';
import { translated } from '../../http/field-sentences.ts';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** POST /whatsapp/send/bulk */
export const sendBulk = os.whatsapp.sendBulk.handler(async ({ context, input }) => {
  const { messages, channelId, requireConfirmation = true } = input;
  const { brokenOffBy, queued, failed, errors } = await queueBulkMessages(scopeOf(context), {
    messages,
    channelId,
    sender: 'HUMAN',
    senderId: actorOf(context),
    isConfirmed: !requireConfirmation,
  });
  if (brokenOffBy !== undefined) {
    context.api.log.error({ err: brokenOffBy, queued, failed }, 'bulk.broke_off');
  }
  const told = errors.map((failure) => {
    const { to, error } = failure;
    return { to, error, message: sentenceOf(failure, context.language) };
  });
  return { success: true as const, queued, failed, errors: told };
});

/** What is wrong in words: with each field, where it is known of them. */
function sentenceOf(
  { error, params, fields }: BulkResult['errors'][number],
  language: Language,
): string | undefined {
  if (!fields) return params && problemSentence(error, language, params);
  const told = fields.map((field) => translated(field, language));
  return told.map(({ field, message }) => `${field}: ${message}`).join('; ');
}
