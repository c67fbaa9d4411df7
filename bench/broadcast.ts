import path from 'node:path';
import { Prisma } from '@soul-kg-crm/database';
import { createBroadcast, updateWhatsAppSettings } from '@soul-kg-crm/domain';
import { newId } from '@soul-kg-crm/shared/ids';
import { report } from './support/figures.ts';
import { median } from './support/numbers.ts';
import { benchOrganization } from './support/organization.ts';

// What it costs to accept a broadcast to 10 000 clients, against a bare COPY of the same rows into the same table:
// npm run bench -- broadcast

const RECIPIENTS = 10_000;
const ROUNDS = 5;

await using organization = await benchOrganization(2);
const { scope, folder } = organization;
const patch = { safety: { enableMassSending: true } };
await updateWhatsAppSettings(scope, { patch, actorId: null });
await scope.db.client.createMany({
  data: Array.from({ length: RECIPIENTS }, (_, n) => ({
    ...{ id: newId(), name: `Client ${n}`, phone: `+99655${String(n).padStart(7, '0')}` },
  })),
});

const file = path.join(folder, 'recipients.copy');
const run = (sql: string) => scope.statement(Prisma.raw(sql));
const acceptTimes: number[] = [];
const copyTimes: number[] = [];
await round();
acceptTimes.length = 0;
copyTimes.length = 0;
for (let index = 0; index < ROUNDS; index += 1) await round();
const acceptMs = median(acceptTimes);
const copyMs = median(copyTimes);
const ratio = { of: acceptMs / copyMs, to: 'COPY', atMost: 5 };
report('accepting a broadcast to 10 000 clients', [
  { what: 'COPY of its recipients', value: copyMs, unit: 'ms' },
  { what: 'createBroadcast', value: acceptMs, unit: 'ms', ratio },
]);

/** Accepts a broadcast, then takes its rows out and puts the very same ones back with COPY. */
async function round(): Promise<void> {
  const audience = { filter: {} };
  let id = '';
  acceptTimes.push(
    await timeOf(async () => {
      id = await createBroadcast(scope, { content: 'Hello', audience, actorId: null, isConfirmed: true });
    }),
  );
  await run(`COPY (SELECT * FROM broadcast_recipients WHERE broadcast_id = '${id}') TO '${file}'`);
  await run(`DELETE FROM broadcast_recipients WHERE broadcast_id = '${id}'`);
  await run('VACUUM broadcast_recipients');
  copyTimes.push(await timeOf(() => run(`COPY broadcast_recipients FROM '${file}'`)));
  await run(`DELETE FROM broadcasts WHERE id = '${id}'`);
  await run('VACUUM broadcast_recipients');
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
