import { createDatabase, type Scope } from '@soul-kg-crm/database';
import { connectChannel, sessionOf } from '@soul-kg-crm/domain';
import { messageKind, messageStatus } from '@soul-kg-crm/shared/enums';
import { waitFor } from '@soul-kg-crm/tooling/test-world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type SoakApi, soakApi } from './soak/soak-api.ts';
import { type SandboxProcess, type ShownMessage, startSandbox } from './support/sandbox.ts';
import { type AppProcess, startWorkerProcess } from './support/worker-process.ts';
import { testWorld, type World } from './support/world.ts';

// An hour of a customer in some minutes: whatever they and we do, and however often the worker is killed meanwhile, the
// inbox, the thread and the API show in the end what the phone shows. HOUR_SEED plays another one, HOUR_STRETCHES more
// of it, with a kill in each.

const ACCOUNT = '+996555000777';
const SEED = Number(process.env.HOUR_SEED ?? 1);
/** Every second one writes by a privacy id. */
const AIGUL = { phone: '+996555214783', name: 'Айгуль', usesLid: SEED % 2 === 0 };
const STRETCHES = Number(process.env.HOUR_STRETCHES ?? 1);
const ACTS = 14;
const ACTS_AWAY = 6;

let world: World;
let sandbox: SandboxProcess;
let api: SoakApi;
let scope: Scope;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  world = stack.use(await testWorld());
  sandbox = stack.use(await startSandbox(`${world.variables.WHATSAPP_SESSIONS_DIR}/sandbox`));
  // WhatsApp Web as it is since September 2026.
  await sandbox.do('settings', { version: '2.3000.1047780587' });
  api = stack.use(await soakApi(world.variables));
  const database = stack.use(createDatabase({ url: world.variables.DATABASE_URL ?? '', maxConnections: 3 }));
  scope = database.forOrganization(api.organizationId);
});

afterAll(() => stack.disposeAsync());

const startWorker = (): AppProcess =>
  stack.use(
    startWorkerProcess({
      ...world.variables,
      WHATSAPP_WEB_STANDIN: sandbox.standin,
      WHATSAPP_UNLIMITED: 'true',
      WORKER_LEASE_MS: '5000',
    }),
  );

const isConnected = async () =>
  (await sessionOf(scope)).status === 'CONNECTED' && (await sandbox.isConnected(ACCOUNT));
const untilConnected = () => waitFor(isConnected, { timeoutMs: 60_000, what: 'a number that is connected' });

async function kill(worker: AppProcess): Promise<void> {
  await worker.kill();
  const isGone = async () => !(await sandbox.isConnected(ACCOUNT));
  await waitFor(isGone, { timeoutMs: 60_000, what: 'a page that is gone' });
}

/** The same numbers for the same seed. */
function dice(seed: number) {
  let state = seed;
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { roll, oneOf: <Item>(items: readonly Item[]) => items[Math.floor(roll() * items.length)] };
}

const { roll, oneOf } = dice(SEED);
const emojis = ['👍', '❤️', '👍🏽', '🙏', '😂'];
let said = 0;
const text = () => {
  said += 1;
  return `сообщение ${said}`;
};

/** What was seen of messages before somebody deleted them. */
const beforeDeleted = new Map<string, ShownMessage>();
/** What was written or changed since the worker was killed. */
const ofAbsence = new Set<string>();

const shown = () => sandbox.shown(ACCOUNT);
const isNote = ({ type }: ShownMessage) => type === 'call_log' || type === 'revoked';
const pick = async (fits: (message: ShownMessage) => boolean) =>
  oneOf((await shown()).filter((message) => !isNote(message) && fits(message)));
const theirs = ({ fromMe }: ShownMessage) => !fromMe;
const ours = ({ fromMe }: ShownMessage) => fromMe;

type Act = () => Promise<unknown>;

const incoming = async (rest: object) => {
  const quoted = roll() < 0.3 ? await pick(() => true) : undefined;
  await sandbox.do('incoming', { account: ACCOUNT, from: AIGUL, quotedId: quoted?.id, ...rest });
};
const writes: Act = () => incoming({ text: text() });
const sendsFile: Act = () => {
  const kind = oneOf(['image', 'ptt', 'document'] as const);
  return incoming({ text: kind === 'ptt' ? '' : text(), media: { kind } });
};
const corrects: Act = async () => {
  const message = await pick((one) => theirs(one) && one.type !== 'ptt');
  if (!message) return;
  ofAbsence.add(message.id);
  await sandbox.do('edit', { account: ACCOUNT, messageId: message.id, text: text() });
};
const deletes: Act = async () => {
  const message = await pick((one) => theirs(one) && !ofAbsence.has(one.id));
  if (!message) return;
  beforeDeleted.set(message.id, message);
  await sandbox.do('takeBack', { account: ACCOUNT, messageId: message.id });
};
/** What is taken back while no worker runs is told by nobody. */
const reacts =
  (mayTakeBack: boolean): Act =>
  async () => {
    const from = roll() < 0.7 ? AIGUL.phone : ACCOUNT;
    const message = await pick(() => true);
    const takesBack = mayTakeBack && message?.reactions[from] && roll() < 0.4;
    const emoji = takesBack ? '' : oneOf(emojis);
    if (message) await sandbox.do('react', { account: ACCOUNT, messageId: message.id, from, emoji });
  };
const ownerWrites: Act = () => sandbox.do('ownMessage', { account: ACCOUNT, to: AIGUL, text: text() });
const reads: Act = async () => {
  const message = await pick((one) => ours(one) && one.ack < 3);
  const level = roll() < 0.5 ? 'DELIVERED' : 'READ';
  if (message) await sandbox.do('ack', { account: ACCOUNT, messageId: message.id, level });
};
const calls: Act = () =>
  sandbox.do('call', { account: ACCOUNT, from: AIGUL, isVideo: roll() < 0.5, hasVoip: roll() < 0.5 });
const weAnswer: Act = async () => {
  const conversation = await row();
  if (!conversation) return;
  const content = text();
  await api.answer(conversation.id, { clientMessageId: content, content });
  const hasLeft = async () => (await sandbox.sent(ACCOUNT)).some(({ body }) => body === content);
  await waitFor(hasLeft, { timeoutMs: 60_000, what: 'an answer that has left' });
};
const weRead: Act = async () => {
  const conversation = await row();
  if (conversation) await api.ask('PATCH', `/conversations/${conversation.id}`, { isRead: true });
};

/** What can be done while no worker runs: a call that nobody hears is known to the phone alone. */
const away = [writes, writes, sendsFile, corrects, deletes, reacts(false), ownerWrites, reads];
const acts = [
  ...away,
  writes,
  corrects,
  reacts(true),
  reacts(true),
  calls,
  calls,
  weAnswer,
  weAnswer,
  weRead,
];

const message = z.object({
  id: z.string(),
  direction: z.enum(['INCOMING', 'OUTGOING']),
  kind: messageKind,
  content: z.string(),
  status: messageStatus,
  quoted: z.object({ content: z.string() }).nullable(),
  media: z.object({ kind: messageKind, status: z.string() }).nullable(),
  editedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  clientReaction: z.string().nullable(),
  ownReaction: z.string().nullable(),
});
const conversation = z.object({
  id: z.string(),
  unreadCount: z.int(),
  lastMessage: z.object({
    id: z.string(),
    preview: z.string(),
    kind: messageKind,
    direction: z.string(),
    clientReaction: z.string().nullable(),
  }),
});

/** Her conversation in the inbox. */
async function row() {
  const { items } = z.object({ items: z.array(conversation) }).parse(await api.ask('GET', '/conversations'));
  expect(items.length, 'conversations').toBeLessThan(2);
  return items[0];
}

/** The whole thread, oldest first. */
async function thread() {
  const page = z.object({ items: z.array(message), nextCursor: z.string().nullable() });
  const messages: z.infer<typeof message>[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const path = `/conversations/${(await row())?.id}/messages?limit=50${query}`;
    const { items, nextCursor } = page.parse(await api.ask('GET', path));
    messages.push(...items);
    cursor = nextCursor;
  }
  return messages.reverse();
}

const KINDS: Record<string, string> = { chat: 'TEXT', image: 'IMAGE', ptt: 'VOICE', document: 'DOCUMENT' };
const STATUSES: Record<number, string> = { 1: 'SENT', 2: 'DELIVERED', 3: 'READ' };

const contentOf = ({ type, body, caption }: ShownMessage) => (type === 'chat' ? body : caption);

/** What the phone shows, in the words of the API. */
async function asOnPhone() {
  const all = await shown();
  return all.map((one) => {
    const seen = beforeDeleted.get(one.id) ?? one;
    const isCall = one.type === 'call_log';
    const call = one.isVideoCall ? 'VIDEO_CALL' : 'CALL';
    const quoted = all.find(({ id }) => id === one.quotedId);
    return {
      direction: one.fromMe ? 'OUTGOING' : 'INCOMING',
      kind: isCall ? call : KINDS[seen.type],
      content: isCall ? '' : contentOf(seen),
      status: one.fromMe ? STATUSES[one.ack] : 'theirs',
      isEdited: one.isEdited,
      isDeleted: one.type === 'revoked',
      clientReaction: one.reactions[AIGUL.phone] || null,
      ownReaction: one.reactions[ACCOUNT] || null,
      quotes: quoted ? contentOf(beforeDeleted.get(quoted.id) ?? quoted) : null,
    };
  });
}

async function asInThread() {
  return (await thread()).map((one) => ({
    direction: one.direction,
    kind: one.kind,
    content: one.content,
    status: one.direction === 'OUTGOING' ? one.status : 'theirs',
    isEdited: one.editedAt !== null,
    isDeleted: one.revokedAt !== null,
    clientReaction: one.clientReaction,
    ownReaction: one.ownReaction,
    quotes: one.quoted?.content ?? null,
  }));
}

async function expectTheSame(): Promise<void> {
  await expect.poll(asInThread, { timeout: 60_000, interval: 500 }).toEqual(await asOnPhone());
  const messages = await thread();
  const newest = messages.at(-1);
  expect(await row()).toMatchObject({
    unreadCount: messages.filter(({ direction, status }) => direction === 'INCOMING' && status === 'PENDING')
      .length,
    lastMessage: {
      id: newest?.id,
      preview: newest?.content,
      kind: newest?.kind,
      direction: newest?.direction,
      clientReaction: newest?.clientReaction,
    },
  });
}

const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1_100));

test('an hour with a customer ends as the phone shows it, however often the worker is killed', async () => {
  let worker = startWorker();
  await connectChannel(scope, { actorId: null });
  await sandbox.scan(ACCOUNT, async () => (await sessionOf(scope)).qrCode);
  await untilConnected();
  await writes();
  await waitFor(row, { timeoutMs: 60_000, what: 'her conversation' });
  const isKept = async () => (await scope.db.whatsAppSession.count({ where: { savedAt: null } })) === 0;
  await waitFor(isKept, { timeoutMs: 60_000, what: 'a login that is kept' });
  for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
    ofAbsence.clear();
    for (let act = 0; act < ACTS; act += 1) await oneOf(acts)?.();
    await expectTheSame();
    await kill(worker);
    for (let act = 0; act < ACTS_AWAY; act += 1) {
      // WhatsApp stamps the second: what is read later stands in that order.
      await aSecond();
      const before = new Set((await shown()).map(({ id }) => id));
      await oneOf(away)?.();
      for (const { id } of await shown()) if (!before.has(id)) ofAbsence.add(id);
    }
    worker = startWorker();
    await untilConnected();
    await expectTheSame();
  }
  expect(await worker.stop()).toBe(0);
  expect(await sandbox.missing()).toEqual([]);
}, 400_000);
