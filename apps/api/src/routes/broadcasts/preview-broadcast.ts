import { previewBroadcast } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** POST /broadcasts/preview */
export const previewBroadcastRoute = os.broadcasts.preview.handler(async ({ context, input }) => {
  const preview = await previewBroadcast(scopeOf(context), input);
  const { channelId, total, withoutPhone, sample, durationMs, needsConfirmation, warnings } = preview;
  return { channelId, total, withoutPhone, sample, durationMs, needsConfirmation, warnings };
});
