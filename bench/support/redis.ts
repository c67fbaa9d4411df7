import { connectRedis } from '@soul-kg-crm/queue';
import { killableRedis } from '@soul-kg-crm/tooling/test-world';

export interface BenchRedis extends AsyncDisposable {
  url: string;
  pid: number;
}

/** A throw-away Redis with an append-only file. */
export async function benchRedis(folder: string): Promise<BenchRedis> {
  const service = await killableRedis(folder);
  const redis = connectRedis({ url: service.url, onError: () => {} });
  const pid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);
  redis.disconnect();
  return { url: service.url, pid, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
}
