import { Spill } from '../../src/inbound/spill.ts';
import { customerMessage } from './world.ts';

// Run by itself, with a limit on the size of its files: three events are added, the second of which does not fit.

const refused: unknown[] = [];
const spill = new Spill(process.argv[2] ?? '');
for (const content of ['before', 'x'.repeat(20_000), 'after']) {
  await spill.append([customerMessage('996555500001', content)]).catch((error: unknown) => {
    refused.push(error instanceof Error && Reflect.get(error, 'code'));
  });
}
const read = (await spill.next(10)).map((event) => event.kind === 'message' && event.message.content);
process.stdout.write(JSON.stringify({ refused, read, isEmpty: spill.isEmpty }));
await spill.close();
