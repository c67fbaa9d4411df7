import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { INCOMING_QUEUE, lookUpQueueName, mediaQueueName, sendQueueName } from '@soul-kg-crm/queue';
import type { Express, RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';

export interface QueueBoard {
  handle: RequestHandler;
  /** Numbers come and go, and their queues with them. */
  refresh(): Promise<void>;
}

/** So often at the most is looked for new numbers; the page itself asks every few seconds. */
const FRESH_MS = 10_000;

/** The pages of bull-board, over the queues of every number in use. */
export function createQueueBoard({ database, queues }: ApiContext, path: string): QueueBoard {
  const adapter = new ExpressAdapter().setBasePath(path);
  const board = createBullBoard({
    queues: [],
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Soul KG CRM' } },
  });
  // By handle: one that met a Redis that was away is replaced by another.
  const shown = new Map<Handle, BullMQAdapter>();
  let freshUntilMs = 0;

  const refresh = async () => {
    if (performance.now() < freshUntilMs) return;
    const channels = await database.system.channel.findMany({
      where: { type: 'WHATSAPP', deletedAt: null },
      select: { id: true },
      orderBy: { id: 'asc' },
    });
    const names = [INCOMING_QUEUE, ...channels.flatMap(({ id }) => queuesOf(id))];
    const pairs = names.map((name) => {
      const handle = queues.handle(name);
      return [handle, shown.get(handle) ?? adapterOf(handle)] as const;
    });
    shown.clear();
    for (const [handle, adapter] of pairs) shown.set(handle, adapter);
    board.replaceQueues([...shown.values()]);
    freshUntilMs = performance.now() + FRESH_MS;
  };
  const pages: Express = adapter.getRouter();
  pages.disable('x-powered-by');
  return { handle: (req, res, next) => pages(req, res, next), refresh };
}

type Handle = ReturnType<ApiContext['queues']['handle']>;

function adapterOf(handle: Handle): BullMQAdapter {
  return new BullMQAdapter(handle, { readOnlyMode: true, allowRetries: false });
}

function queuesOf(channelId: string): string[] {
  return [sendQueueName(channelId), mediaQueueName(channelId), lookUpQueueName(channelId)];
}
