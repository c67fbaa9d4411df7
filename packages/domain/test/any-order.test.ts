import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChannelEvent, ReceivedMessage } from '../src/inbound/channel-event.ts';
import { processInboundEvent } from '../src/inbound/process-inbound-event.ts';
import { storeInboundEvents } from '../src/inbound/store-inbound-event.ts';
import { contradictions } from './support/contradictions.ts';
import { incoming, type TestOrganization, testOrganization } from './support/organization.ts';

// What came is one and the same, in whatever order, groups and repeats it is told, and however its jobs run.

let inOrder: TestOrganization;
let anyhow: TestOrganization;
let run = 0;

beforeAll(async () => {
  [inOrder, anyhow] = await Promise.all([testOrganization(), testOrganization()]);
});

afterAll(async () => {
  await inOrder?.[Symbol.asyncDispose]();
  await anyhow?.[Symbol.asyncDispose]();
});

const written = fc.record({
  kind: fc.constantFrom('text', 'text', 'file', 'call', 'own', 'sealed'),
  /** Of what cannot be read at once. */
  opens: fc.boolean(),
  quoted: fc.option(fc.nat(9), { freq: 2 }),
});
const changed = fc.record({
  kind: fc.constantFrom('edit', 'revoked', 'reaction', 'reaction', 'ack', 'again'),
  of: fc.nat(9),
  emoji: fc.constantFrom(null, '👍', '❤️'),
  isByUs: fc.boolean(),
});
type Written = typeof written extends fc.Arbitrary<infer Value> ? Value : never;
type Changed = typeof changed extends fc.Arbitrary<infer Value> ? Value : never;
type Steps = { kind: 'writes'; what: Written } | { kind: 'changes'; what: Changed };

const history = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: written.map((what): Steps => ({ kind: 'writes', what })) },
    { weight: 1, arbitrary: changed.map((what): Steps => ({ kind: 'changes', what })) },
  ),
  { minLength: 4, maxLength: 12 },
);
/** How the events are told: by the keys they are sorted, so many go together, and some of their jobs run late or twice. */
const telling = fc.record({
  order: fc.array(fc.nat(99), { minLength: 40, maxLength: 40 }),
  groups: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 20, maxLength: 20 }),
  jobs: fc.array(fc.constantFrom('now', 'now', 'late', 'twice'), { minLength: 40, maxLength: 40 }),
  atOnce: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
  isParallel: fc.boolean(),
});
type Telling = typeof telling extends fc.Arbitrary<infer Value> ? Value : never;

test('whatever comes in whatever order, a conversation is the same in the end, and the inbox shows what stands in it', async () => {
  await fc.assert(
    fc.asyncProperty(history, telling, async (steps, how) => {
      run += 1;
      const events = eventsOf(steps, run);
      for (const event of events) await tell(inOrder, [event], { atOnce: false });
      await tellAnyhow(anyhow, events, how);
      for (const org of [inOrder, anyhow]) await processAll(org);
      expect(await shown(anyhow, run)).toEqual(await shown(inOrder, run));
      for (const { scope } of [inOrder, anyhow]) expect(await contradictions(scope)).toEqual([]);
    }),
    { numRuns: 12, seed: 20261122, endOnFailure: true },
  );
}, 120_000);

const START_MS = Math.floor(Date.now() / 1000) * 1000 - 300_000;
const media = {
  ...{ mimeType: 'image/png', fileName: 'a.png', size: 1, width: null, height: null, durationMs: null },
};

/** One conversation as it went; of each run it is another person's. */
function eventsOf(steps: Steps[], ofRun: number): ChannelEvent[] {
  const digits = `9965550${String(ofRun).padStart(5, '0')}`;
  const contact = { phone: `+${digits}`, lid: `7755500${ofRun}@lid`, name: 'Азат' };
  const told: ReceivedMessage[] = [];
  return steps.flatMap((step, n): ChannelEvent[] => {
    const atMs = START_MS + n * 10_000;
    if (step.kind === 'changes') return changeOf(step.what, told, atMs);
    const { kind, opens, quoted } = step.what;
    const isFromMe = kind === 'own';
    const key = `3EB0${String(ofRun).padStart(6, '0')}${String(n).padStart(4, '0')}`;
    const message = incoming({
      ...{ isFromMe, contact, chatId: `${digits}@c.us`, sentAtMs: atMs },
      providerMessageId: `${isFromMe}_${digits}@c.us_${key}`,
      kind: kind === 'call' ? 'CALL' : kind === 'file' ? 'IMAGE' : 'TEXT',
      content: kind === 'call' ? '' : `${n}`,
      media: kind === 'file' ? media : null,
      ack: isFromMe ? 'SENT' : null,
      quotedProviderMessageId:
        quoted === null || kind === 'call' ? null : (told[quoted]?.providerMessageId ?? null),
    });
    if (kind !== 'call') told.push(message);
    const whole: ChannelEvent = { kind: 'message', message, cameAtMs: atMs + 300 };
    if (kind !== 'sealed') return [whole];
    const unreadable = {
      ...message,
      kind: 'UNSUPPORTED',
      content: '',
      quotedProviderMessageId: null,
    } as const;
    const sealed: ChannelEvent = {
      ...{ kind: 'message', message: unreadable, isSealed: true, cameAtMs: atMs + 300 },
    };
    return opens ? [sealed, whole] : [sealed];
  });
}

function changeOf(
  { kind, of, emoji, isByUs }: Changed,
  told: ReceivedMessage[],
  atMs: number,
): ChannelEvent[] {
  const message = told[of];
  if (!message) return [];
  const { providerMessageId, isFromMe, contact } = message;
  const change = { providerMessageId, isFromMe, contact };
  if (kind === 'edit') return [{ kind, edit: { ...change, content: `e${atMs}`, editedAtMs: atMs } }];
  if (kind === 'revoked') return [{ kind, revoked: change }];
  if (kind === 'reaction') return [{ kind, reaction: { ...change, emoji, isByUs, reactedAtMs: atMs } }];
  if (kind === 'again') return [{ kind: 'message', message, isCaughtUp: true }];
  return isFromMe ? [{ kind, ack: { providerMessageId, level: isByUs ? 'READ' : 'DELIVERED' } }] : [];
}

async function tell(to: TestOrganization, events: ChannelEvent[], options: { atOnce: boolean }) {
  const ids = await storeInboundEvents(to.scope, to.channelId, events, options);
  for (const id of ids) await processInboundEvent(to.scope, id);
}

async function tellAnyhow(to: TestOrganization, events: ChannelEvent[], how: Telling): Promise<void> {
  const left = events
    .map((event, n) => ({ event, key: how.order[n] ?? 0 }))
    .toSorted((one, other) => one.key - other.key)
    .map(({ event }) => event);
  for (let group = 0; left.length > 0; group += 1) {
    const together = left.splice(0, how.groups[group % how.groups.length]);
    const atOnce = how.atOnce[group % how.atOnce.length] ?? true;
    const ids = await storeInboundEvents(to.scope, to.channelId, together, { atOnce });
    const jobs = ids.flatMap((id, n) => {
      const job = how.jobs[(group * 3 + n) % how.jobs.length];
      return job === 'now' ? [id] : job === 'twice' ? [id, id] : [];
    });
    // What is in each other's way is tried again later, as its job is.
    if (how.isParallel) await Promise.allSettled(jobs.map((id) => processInboundEvent(to.scope, id)));
    else for (const id of jobs) await processInboundEvent(to.scope, id);
  }
}

/** What the sweep does: until nothing changes any more. */
async function processAll({ scope }: TestOrganization): Promise<void> {
  for (let isDone = false; !isDone; ) {
    isDone = true;
    const open = await scope.db.inboundEvent.findMany({ where: { processedAt: null, failedAt: null } });
    for (const { id } of open) if ((await processInboundEvent(scope, id)) === 'done') isDone = false;
  }
}

async function shown({ scope }: TestOrganization, ofRun: number) {
  const conversations = await scope.db.conversation.findMany({
    where: { client: { phone: `+9965550${String(ofRun).padStart(5, '0')}` } },
    include: {
      client: true,
      messages: { orderBy: { id: 'asc' }, include: { quotedMessage: true, media: true } },
    },
  });
  return conversations.map(({ client, status, providerChatId, unreadCount, messages }) => ({
    ...{ name: client.name, status, providerChatId, unreadCount },
    messages: messages.map((message) => [
      ...[message.providerMessageId, message.direction, message.kind, message.status, message.content],
      ...[message.quotedMessage?.providerMessageId ?? null, message.media?.fileName ?? null],
      ...[message.editedAt?.getTime(), message.revokedAt !== null],
      ...[message.clientReaction, message.ownReaction],
    ]),
  }));
}
