import { benchOrganization } from '../support/organization.ts';
import { cpuMicros } from '../support/cpu.ts';
import { storeInboundEvents } from '@soul-kg-crm/domain';
import { storeStatement } from '../../packages/domain/src/inbound/store-statement.ts';
import { inboundRows } from '../../packages/domain/src/inbound/inbound-rows.ts';
const { default: pg } = await import('../../packages/database/node_modules/pg/lib/index.js');
await using bench = await benchOrganization();
const { database, organizationId, channelId, scope } = bench;
let n = 0;
const events = (count: number, people = 1000) => Array.from({ length: count }, () => { n += 1; const phone = `+996555${String(n % people).padStart(6, '0')}`; const chatId = `${phone.slice(1)}@c.us`; return { kind: 'message' as const, message: { providerMessageId: `false_${chatId}_wamid.${String(n).padStart(40, '0')}`, isFromMe: false, chatId, contact: { phone, lid: null, name: `Customer ${n % people}` }, kind: 'TEXT' as const, content: `Здравствуйте! Есть ли доставка в Ош на этой неделе? Вопрос ${n}`, sentAtMs: Date.now(), quotedProviderMessageId: null, media: null, ack: null } }; });
for (let i = 0; i < 60; i++) await storeInboundEvents(scope, channelId, events(50));
await database.system.$executeRaw`ANALYZE`;
const extra = process.env.SQL; if (extra) for (const s of extra.split(';')) await database.system.$executeRawUnsafe(s);
for (const size of [1, 10, 50, 50, 50, 200]) {
  const groups = Math.min(400, Math.ceil(6000 / size));
  const c0 = await cpuMicros([bench.postgresPid]); const w0 = process.cpuUsage(); const t0 = performance.now();
  for (let i = 0; i < groups; i++) await storeInboundEvents(scope, channelId, events(size));
  const w = process.cpuUsage(w0); const k = groups * size;
  console.log(`group of ${size}: ${((performance.now() - t0) * 1000 / k).toFixed(0)} µs, pg ${(((await cpuMicros([bench.postgresPid])) - c0) / k).toFixed(1)}, node ${((w.user + w.system) / k).toFixed(1)}`);
}
if (process.env.EXPLAIN) {
  const c = new pg.Client(bench.databaseUrl); await c.connect();
  for (let i = 0; i < 7; i++) {
    const sql = storeStatement(organizationId, channelId, inboundRows(events(50), Date.now(), true));
    const on = i % 2 ? 'ON' : 'OFF';
    const r = await c.query({ text: `EXPLAIN (ANALYZE, BUFFERS, TIMING ${on}) ${sql.text.replace(/^--.*\n/, '')}`, values: sql.values });
    const lines = r.rows.map((x: any) => x['QUERY PLAN']);
    if (i === 5) console.log(lines.filter((l: string) => /actual|Execution|Planning|Trigger|Buffers/.test(l)).join('\n'));
    if (i === 6) console.log(lines.filter((l: string) => /Execution|Planning|Trigger/.test(l)).join('\n'));
  }
  await c.end();
}
process.exit(0);
