import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Gauge } from 'prom-client';
import type { WorkerContext } from '../context.ts';

/**
 * Shows what waits on this worker's disk, its own and what others left there: counted when somebody asks, since others
 * may share the disk.
 */
export function showWaitingBytes(
  { metrics: { registry }, log }: Pick<WorkerContext, 'metrics' | 'log'>,
  folder: string,
): AsyncDisposable {
  const gauge = new Gauge({
    name: 'soul_inbound_waiting_disk_bytes',
    help: 'Inbound events on the disk that wait for the database, of all workers that have used it',
    registers: [registry],
    async collect() {
      // The other figures are shown all the same.
      await bytesIn(folder).then(
        (bytes) => gauge.set(bytes),
        (err: unknown) => log.warn({ err }, 'inbound.disk_not_counted'),
      );
    },
  });
  return {
    [Symbol.asyncDispose]: async () => registry.removeSingleMetric('soul_inbound_waiting_disk_bytes'),
  };
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(noneIfGone);
  const files = names.filter((name) => name.endsWith('.jsonl')).map((name) => path.join(folder, name));
  // What is stored meanwhile is gone.
  const sizes = files.map((file) => stat(file).then(({ size }) => [size], noneIfGone));
  return (await Promise.all(sizes)).flat().reduce((sum, size) => sum + size, 0);
}

function noneIfGone(error: unknown): never[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}
