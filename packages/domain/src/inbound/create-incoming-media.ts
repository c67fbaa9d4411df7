import type { InboundEvent, ScopedTransaction } from '@soul-kg-crm/database';
import { downloadMedia } from '@soul-kg-crm/queue/catalogue';
import { newId } from '@soul-kg-crm/shared/ids';
import { LOGGED_OUT_BEFORE_FILE } from '../media/fail-waiting-files.ts';
import type { ReceivedMessage } from './channel-event.ts';

/** Keeps what is known of an incoming file, and the job that fetches it; gives the file's id, null where there is none. */
export async function createIncomingMedia(
  tx: ScopedTransaction,
  event: Pick<InboundEvent, 'id' | 'channelId'>,
  received: ReceivedMessage,
): Promise<string | null> {
  const { media } = received;
  if (!media) return null;
  const mediaId = newId();
  const isLate = await isLoggedOut(tx, event.channelId);
  await tx.db.mediaFile.create({
    data: {
      id: mediaId,
      kind: received.kind,
      fileName: media.fileName ?? defaultFileName(received, media.mimeType),
      mimeType: media.mimeType,
      size: media.size,
      width: media.width,
      height: media.height,
      durationMs: media.durationMs,
      ...(isLate && { status: 'FAILED', errorMessage: LOGGED_OUT_BEFORE_FILE }),
    },
  });
  if (isLate) return mediaId;
  const { organizationId } = tx;
  const { channelId, id: messageId } = event;
  await tx.outbox.job(downloadMedia.of({ organizationId, channelId, mediaId, messageId }));
  return mediaId;
}

/** The event waited longer than its number was linked: nobody could fetch the file, nor would tell so later. */
async function isLoggedOut(tx: ScopedTransaction, id: string): Promise<boolean> {
  const where = { id, desiredState: 'STOPPED', whatsAppSession: { errorCode: 'LOGGED_OUT' } } as const;
  return (await tx.db.channel.findFirst({ where, select: { id: true } })) !== null;
}

/** WhatsApp names documents only; a picture is called by its kind and moment. */
function defaultFileName(received: ReceivedMessage, mimeType: string): string {
  const moment = new Date(received.sentAtMs).toISOString().slice(0, 19).replace(/[:T]/g, '-');
  const extension = /^[\w.+-]+\/([\w.+-]+)/.exec(mimeType)?.[1]?.replace('jpeg', 'jpg') ?? 'bin';
  return `${received.kind.toLowerCase()}-${moment}.${extension}`;
}
