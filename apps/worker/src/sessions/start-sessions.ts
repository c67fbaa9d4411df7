import { recordSessionState } from '@soul-kg-crm/domain';
import type { WhatsAppClient } from '@soul-kg-crm/whatsapp';
import { SessionManager, type SessionState } from '@soul-kg-crm/whatsapp/sessions';
import type { WorkerContext } from '../context.ts';
import { createInboundIntake } from '../inbound/intake.ts';
import { takeChannelEvent } from '../inbound/take-channel-event.ts';
import { repeat } from '../runtime/repeat.ts';
import { catchUpSinceWhenKnown } from './catch-up-since.ts';
import { ChannelLanes } from './channel-lanes.ts';
import { listenToControl } from './listen-to-control.ts';
import { reportOf } from './session-report.ts';
import { isToBeStarted, type WantedChannel, wantedChannels } from './wanted-channels.ts';
import { type BrowserOptions, whatsAppWebFactory } from './whatsapp-web-factory.ts';

const RECONCILE_MS = 2_000;
const SWEEP_MS = 15_000;

/** Runs the channels that their organisations want to run, and everything that needs a connected channel. */
export async function startSessions(
  context: WorkerContext,
  browser: BrowserOptions,
): Promise<AsyncDisposable> {
  const { database, metrics, log } = context;
  await using starting = new AsyncDisposableStack();
  const intake = starting.use(createInboundIntake(context));
  const started = new Map<string, number>();
  const factory = whatsAppWebFactory(browser, log);
  const manager = new SessionManager({
    ...factory,
    log,
    createClient: (session, channel): WhatsAppClient => {
      started.set(channel.channelId, Date.now());
      return factory.createClient(session);
    },
    onState: (channelId, state) => onState(channelId, state),
    onChannelEvent: (channel, event) => takeChannelEvent(intake, channel, event),
    catchUpSinceMs: ({ organizationId, channelId }) => {
      const startedMs = started.get(channelId) ?? Date.now();
      return catchUpSinceWhenKnown(database.forOrganization(organizationId), channelId, startedMs);
    },
  });
  starting.use(manager);
  // Disposed of before the manager: what is being sent is sent, and only then its browser closed.
  const lanes = starting.use(new ChannelLanes(context, (channelId) => manager.client(channelId)));

  const onState = async (channelId: string, state: SessionState) => {
    const channel = manager.running().find((running) => running.channelId === channelId);
    if (channel && state.status === 'CONNECTED' && state.isOnline) lanes.open(channel);
    else lanes.pause(channelId);
    metrics.connectedSessions.set(manager.running().filter((one) => manager.client(one.channelId)).length);
    if (channel)
      await recordSessionState(database.forOrganization(channel.organizationId), channelId, reportOf(state));
  };

  let isFirstLook = true;
  const reconcile = starting.use(
    repeat({
      name: 'sessions',
      everyMs: RECONCILE_MS,
      log,
      work: async () => {
        const wanted = await wantedChannels(database.system);
        await applyWishes(
          manager,
          wanted.filter((channel) => isToBeStarted(channel, isFirstLook)),
          wanted,
        );
        lanes.keepOnly(new Set(manager.running().map(({ channelId }) => channelId)));
        isFirstLook = false;
      },
    }),
  );
  starting.use(repeat({ name: 'channel-sweep', everyMs: SWEEP_MS, log, work: () => lanes.sweepOpen() }));
  starting.use(listenToControl(context, () => reconcile.wake()));
  return starting.move();
}

async function applyWishes(
  manager: SessionManager,
  toStart: WantedChannel[],
  wanted: WantedChannel[],
): Promise<void> {
  const wantedIds = new Set(wanted.map(({ channelId }) => channelId));
  const unwanted = manager.running().filter(({ channelId }) => !wantedIds.has(channelId));
  for (const { channelId } of unwanted) void manager.stop(channelId);
  for (const channel of toStart) void manager.start(channel);
  // Disconnected and connected again before anybody looked: nothing has changed here, but the database waits for news.
  for (const { channelId, status } of wanted) {
    if (manager.getStatus(channelId) !== status) manager.reportAgain(channelId);
  }
}
