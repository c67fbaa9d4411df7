import type { Scope } from '@soul-kg-crm/database';
import { announce } from '../realtime/announce.ts';
import type { StoredFile } from './media-storage.ts';

/** WhatsApp did not hand it out; it may later. */
export const DOWNLOAD_FAILED = 'DOWNLOAD_FAILED';

export type DownloadResult =
  | { kind: 'stored'; file: StoredFile; mimeType: string }
  | { kind: 'failed'; reason: string };

/** Says that an incoming file is there, or why it will not come; false when that was settled before. */
export async function finishDownload(
  scope: Scope,
  mediaId: string,
  result: DownloadResult,
): Promise<boolean> {
  return scope.transaction(async (tx) => {
    const data =
      result.kind === 'stored'
        ? { status: 'READY' as const, mimeType: result.mimeType, errorMessage: null, ...result.file }
        : { status: 'FAILED' as const, errorMessage: result.reason };
    const { count } = await tx.db.mediaFile.updateMany({
      where: { id: mediaId, status: { not: 'READY' } },
      data,
    });
    if (count === 0) return false;
    const message = await tx.db.message.findFirst({ where: { mediaId } });
    if (message) {
      const { id: messageId, conversationId } = message;
      await announce(tx, {
        kind: 'messages.updated',
        messages: [{ conversationId, messageId, isNewest: false }],
      });
    }
    return true;
  });
}
