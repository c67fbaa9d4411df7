import { LeaseLostError } from '@soul-kg-crm/database';
import {
  endCatchUp,
  recordLoggedOut,
  recordSessionFacts,
  recordSessionState,
  widenCatchUp,
} from '@soul-kg-crm/domain';
import { LeaseKeeper, LeaseStore } from '@soul-kg-crm/whatsapp/leases';
import { SessionManager, type SessionState } from '@soul-kg-crm/whatsapp/sessions';
import type { WorkerContext } from '../context.ts';
import type { ChannelRef } from '../inbound/intake.ts';
import { takeChannelEvent } from '../inbound/take-channel-event.ts';
import { ownerScope } from '../runtime/owner-scope.ts';
import { repeat } from '../runtime/repeat.ts';
import { catchUpSinceWhenKnown } from './catch-up-since.ts';
import { ChannelLanes } from './channel-lanes.ts';
import { ChannelOwner } from './channel-owner.ts';
import { listenToControl, tellWorkers } from './control.ts';
import { countMissing } from './count-missing.ts';
import { SessionMemory } from './session-memory.ts';
import { reportOf } from './session-report.ts';
import { openWaitingEvents, workersFolder } from './waiting-events.ts';
import { watchNewChatLimits } from './watch-new-chat-limits.ts';
import { type BrowserOptions, whatsAppWebFactory } from './whatsapp-web-factory.ts';
import { claimIdentity } from './worker-identity.ts';

export interface SessionsOptions extends BrowserOptions {
  /** Shown to administrators; the machine's name unless told. */
  workerName?: string | undefined;
  /** Channels that this worker runs at the most. */
  capacity: number;
  /** MB that one session may use. */
  sessionMemoryMb: number;
  /** A worker that does not renew its leases for so long has lost its channels. */
  leaseMs: number;
}

const RECONCILE_MS = 1_000;
const SHOW_LIFE_MS = 60_000;
const SWEEP_MS = 15_000;
const HEED_LEASES_MS = 500;
const MEASURE_MS = 60_000;
const NEW_CHAT_LIMITS_MS = 5 * 60_000;
const FORGET_DEAD_MS = 3_600_000;

/** Runs this worker's share of the channels that their organisations want to run, and everything that needs a connected channel. */
export async function startSessions(
  context: WorkerContext,
  options: SessionsOptions,
): Promise<AsyncDisposable> {
  const { database, metrics, log } = context;
  await using starting = new AsyncDisposableStack();
  const identity = starting.use(
    await claimIdentity(workersFolder(options.sessionsFolder), options.workerName),
  );
  starting.use(repeat({ name: 'life', everyMs: SHOW_LIFE_MS, log, work: () => identity.showLife() }));
  const { workerId, name } = identity;
  const store = new LeaseStore(database.system, options.leaseMs);
  const keeper = new LeaseKeeper({
    store,
    ttlMs: options.leaseMs,
    worker: { workerId, name, capacity: options.capacity },
  });
  starting.defer(() =>
    keeper.leave().catch((err: unknown) => log.warn({ err }, 'worker.leave_not_recorded')),
  );
  const onGap = async ({ organizationId, channelId }: ChannelRef, sinceMs: number) => {
    await widenCatchUp(database.forOrganization(organizationId), channelId, sinceMs);
    manager.catchUpAgain(channelId);
  };
  const { intake } = starting.use(
    await openWaitingEvents(context, options.sessionsFolder, identity, { onGap }),
  );
  const active = new Map<string, number>();
  const factory = whatsAppWebFactory(options, database, log);

  const manager: SessionManager = new SessionManager({
    ...factory,
    log,
    onState: (channelId, state) => onState(channelId, state),
    onSaved: (channel, { at, bytes }) => {
      const { channelId } = channel;
      void recordSessionFacts(ownerScope(database, channel), channelId, { saved: { at, bytes } }).catch(
        (err: unknown) => log.warn({ channelId, err }, 'session.save_not_recorded'),
      );
    },
    onCaughtUp: (channel, read, isComplete) => {
      const { channelId } = channel;
      const scope = ownerScope(database, channel);
      // Left out, the next connection reads again what this one has.
      void endCatchUp(scope, channelId, isComplete).catch((err: unknown) =>
        log.warn({ channelId, err }, 'session.catch_up_not_noted'),
      );
      void countMissing(scope, channelId, read).then(
        (missing) => log.info({ channelId, count: read.length, missing }, 'session.complete'),
        (err: unknown) => log.warn({ channelId, err }, 'session.not_counted'),
      );
    },
    catchUpSinceMs: (channel, phoneNumber, startedMs) => {
      const { channelId } = channel;
      return catchUpSinceWhenKnown(ownerScope(database, channel), channelId, { phoneNumber, startedMs });
    },
  });
  manager.setIncomingQueue((channel, event) => {
    active.set(channel.channelId, Date.now());
    takeChannelEvent(intake, channel, event);
  });
  starting.use(manager);
  const clientOf = (channelId: string) => (keeper.isFresh(channelId) ? manager.client(channelId) : null);
  const lanes = starting.use(new ChannelLanes(context, clientOf));

  const onState = async (channelId: string, state: SessionState) => {
    const channel = manager.running().find((running) => running.channelId === channelId);
    const isAtWork = state.status === 'CONNECTED' && state.isOnline;
    if (!channel || !isAtWork) lanes.pause(channelId);
    metrics.connectedSessions.set(manager.running().filter((one) => manager.client(one.channelId)).length);
    if (!channel) return;
    let mayLeave = false;
    try {
      mayLeave = await recordSessionState(ownerScope(database, channel), channelId, reportOf(state), {
        workerName: name,
      });
    } catch (error) {
      // Its new owner tells what there is to tell.
      if (error instanceof LeaseLostError) return;
      throw error;
    }
    // Not before it is noted whether the phone is another one: what the one before may have sent is not sent by this one. Nor
    // where it was refused: nothing is to leave through that phone, or it is asked for once more.
    if (!mayLeave) lanes.pause(channelId);
    else if (isAtWork && manager.running().includes(channel)) lanes.open(channel);
  };

  const owner = new ChannelOwner({
    keeper,
    manager,
    log,
    onClosing: (channelId) => lanes.close(channelId),
    onLoggedOut: (channel, loggedOut) =>
      recordLoggedOut(ownerScope(database, channel), channel.channelId, loggedOut),
    onReleased: () => void tellWorkers(context),
  });
  const reconcile = starting.use(
    repeat({ name: 'sessions', everyMs: RECONCILE_MS, log, work: () => owner.reconcile() }),
  );
  starting.use(repeat({ name: 'channel-sweep', everyMs: SWEEP_MS, log, work: () => lanes.sweepOpen() }));
  const heedLeases = async () => lanes.heedLeases();
  starting.use(repeat({ name: 'lease-watch', everyMs: HEED_LEASES_MS, log, work: heedLeases }));
  const memory = new SessionMemory({
    manager,
    database,
    metrics,
    log,
    limitMb: options.sessionMemoryMb,
    quietMs: (channelId) => Date.now() - (active.get(channelId) ?? 0),
  });
  starting.use(repeat({ name: 'memory', everyMs: MEASURE_MS, log, work: () => memory.measure() }));
  starting.use(
    repeat({ name: 'dead-workers', everyMs: FORGET_DEAD_MS, log, work: () => store.forgetDead() }),
  );
  starting.use(
    repeat({
      name: 'new-chat-limits',
      everyMs: NEW_CHAT_LIMITS_MS,
      log,
      work: () => watchNewChatLimits(manager, database, log),
    }),
  );
  starting.use(listenToControl(context, () => reconcile.wake()));
  // Before everything else at the end, while the leases are still renewed: each channel is closed, saved and handed over.
  starting.defer(() => owner.giveUpAll());
  return starting.move();
}
