import { isDatabaseAway, type MediaFile, type Scope } from '@soul-kg-crm/database';
import { DOWNLOAD_FAILED, type DownloadResult, finishDownload, type MediaStorage } from '@soul-kg-crm/domain';
import { createJobWorker, downloadMedia, type JobWorker, mediaQueueName } from '@soul-kg-crm/queue';
import type { WhatsAppClient } from '@soul-kg-crm/whatsapp';
import { MediaTooLargeError } from '@soul-kg-crm/whatsapp/client';
import type { WorkerContext } from '../context.ts';
import { ChannelAwayError } from './channel-away.ts';
import type { ChannelRef } from './intake.ts';

export type DownloadingClient = Pick<WhatsAppClient, 'downloadMedia'>;

const CONCURRENCY = 2;

/** Fetches the files of a channel's incoming messages while the channel is connected. */
export function openMediaLane(
  context: WorkerContext,
  channel: ChannelRef,
  clientOf: () => DownloadingClient | null,
): JobWorker {
  const { database, storage, log, redis, prefix } = context;
  const { organizationId, channelId } = channel;
  const scope = database.forOrganization(organizationId);
  return createJobWorker(downloadMedia, {
    redis,
    prefix,
    queueName: mediaQueueName(channelId),
    concurrency: CONCURRENCY,
    startsPaused: true,
    waitsOut: isDatabaseAway,
    handle: async ({ payload: { mediaId, messageId }, isLastAttempt }) => {
      const client = clientOf();
      // Not the file's fault: it stays PENDING, and the sweep brings it back when the channel is.
      if (!client) throw new ChannelAwayError();
      try {
        await fetchFile(scope, client, storage, { mediaId, messageId });
      } catch (error) {
        if (isLastAttempt && clientOf()) {
          await finishDownload(scope, mediaId, { kind: 'failed', reason: DOWNLOAD_FAILED });
        }
        throw error;
      }
    },
    onError: (err, payload) => log.warn({ channelId, mediaId: payload?.mediaId, err }, 'media.not_fetched'),
    onTrouble: (err) => log.warn({ channelId, err }, 'media.queue_failed'),
  });
}

async function fetchFile(
  scope: Scope,
  client: DownloadingClient,
  storage: MediaStorage,
  { mediaId, messageId }: { mediaId: string; messageId: string },
): Promise<void> {
  const message = await scope.db.message.findUnique({ where: { id: messageId }, include: { media: true } });
  const isWaiting = message?.media && isToBeFetched(message.media) && message.mediaId === mediaId;
  if (!isWaiting || message.providerMessageId === null) return;
  const result = await download(client, storage, message.providerMessageId);
  const isTaken = await finishDownload(scope, mediaId, result);
  if (!isTaken && result.kind === 'stored') await storage.delete(result.file.storageKey);
}

/** One that WhatsApp did not hand out is asked for again, later (see the channel's sweep). */
function isToBeFetched({ status, errorMessage }: Pick<MediaFile, 'status' | 'errorMessage'>): boolean {
  return status === 'PENDING' || (status === 'FAILED' && errorMessage === DOWNLOAD_FAILED);
}

async function download(
  client: DownloadingClient,
  storage: MediaStorage,
  providerMessageId: string,
): Promise<DownloadResult> {
  try {
    const content = await client.downloadMedia(providerMessageId);
    if (!content) return { kind: 'failed', reason: 'GONE_AT_WHATSAPP' };
    return { kind: 'stored', file: await storage.put(content.data), mimeType: content.mimeType };
  } catch (error) {
    if (error instanceof MediaTooLargeError) return { kind: 'failed', reason: 'MEDIA_TOO_LARGE' };
    throw error;
  }
}
