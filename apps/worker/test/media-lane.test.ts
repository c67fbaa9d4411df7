import type { ReceivedMessage } from '@soul-kg-crm/domain';
import { downloadMedia, mediaQueueName } from '@soul-kg-crm/queue';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { MediaTooLargeError } from '@soul-kg-crm/whatsapp/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WorkerContext } from '../src/context.ts';
import { type DownloadingClient, openMediaLane } from '../src/inbound/media-lane.ts';
import { workerContext } from './support/context.ts';
import { arrives, customerMessage, testWorld, type World } from './support/world.ts';

let world: World;
let stack: AsyncDisposableStack;
let context: WorkerContext;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  world = stack.use(await testWorld());
  context = workerContext(world, stack);
});

afterEach(() => stack.disposeAsync());

const PICTURE = { mimeType: 'image/png', fileName: null, size: 9, width: 3, height: 3, durationMs: null };

/** A customer sends a picture with a caption. */
async function pictureArrives(): Promise<void> {
  const { message, kind } = customerMessage('996555700001', 'чек');
  const picture: ReceivedMessage = { ...message, kind: 'IMAGE', media: PICTURE };
  await arrives(world, { kind, message: picture });
}

/** The channel's lane, with what WhatsApp answers. */
function lane(download: DownloadingClient['downloadMedia']) {
  const { organizationId } = world.scope;
  const channel = { organizationId, channelId: world.channelId };
  return stack.use(openMediaLane(context, channel, () => ({ downloadMedia: download })));
}

const failedWith = (reason: string) =>
  waitFor(
    () =>
      world.scope.db.message.findFirst({
        where: { content: 'чек', kind: 'IMAGE', media: { status: 'FAILED', errorMessage: reason } },
        include: { media: true },
      }),
    { what: `a message whose file failed as ${reason}` },
  );

test('a file that WhatsApp no longer has leaves its message, with the reason', async () => {
  await pictureArrives();
  lane(async () => null).resume();
  expect(await failedWith('GONE_AT_WHATSAPP')).toMatchObject({ media: { mimeType: 'image/png', size: 9 } });
});

test('a file that cannot be fetched is tried five times, and its message stays', async () => {
  await pictureArrives();
  let attempts = 0;
  const work = lane(async () => {
    attempts += 1;
    throw new Error('the page is loading');
  });
  const queue = context.queues.handle(mediaQueueName(world.channelId));
  const job = await waitFor(async () => (await queue.getWaiting())[0]);
  expect(job.opts).toMatchObject({ attempts: 5, backoff: { type: 'exponential', delay: 2_000 } });
  // The same without its half a minute of pauses.
  await job.remove();
  await queue.add(downloadMedia.name, job.data, { attempts: job.opts.attempts, backoff: 1 });
  work.resume();
  await failedWith('DOWNLOAD_FAILED');
  expect(attempts).toBe(5);
});

test('a file that is too large has failed at once, with that reason', async () => {
  await pictureArrives();
  let attempts = 0;
  lane(async () => {
    attempts += 1;
    throw new MediaTooLargeError('200 MB');
  }).resume();
  await failedWith('MEDIA_TOO_LARGE');
  expect(attempts).toBe(1);
});
