/** A worker that is alive and takes part in the sharing. */
export interface SharingWorker {
  workerId: string;
  /** Channels that it can run at the most. */
  capacity: number;
}

export interface SharedChannel {
  channelId: string;
  /** Who runs it; null where nobody does, or its owner's lease has run out. */
  ownerId: string | null;
  /** Where somebody wants it to run, as long as that worker lives. */
  preferredWorkerId: string | null;
  desiredState: 'RUNNING' | 'LOGGED_OUT';
}

export interface Share {
  /** To be taken now. */
  take: string[];
  /** To be handed over: somebody else has less than his share. */
  handOver: string[];
}

/**
 * What one worker has to take and to hand over so that all channels run, evenly shared. Every worker computes it for
 * itself from the same rows and comes to the same division, so that they need not talk; a channel moves only where the
 * division would be uneven by more than one without it. `isMovable`: what I run and could hand over now.
 */
export function shareOf(
  me: string,
  workers: readonly SharingWorker[],
  channels: readonly SharedChannel[],
  isMovable: (channelId: string) => boolean = () => true,
): Share {
  const sharing = [...workers].sort((a, b) => compare(a.workerId, b.workerId));
  const living = new Set(sharing.map(({ workerId }) => workerId));
  const running = channels.filter(({ desiredState }) => desiredState === 'RUNNING');
  const sorted = running.sort((a, b) => compare(a.channelId, b.channelId));
  const isPinned = ({ preferredWorkerId }: SharedChannel) =>
    preferredWorkerId !== null && living.has(preferredWorkerId);
  const pinned = sorted.filter(isPinned);
  const free = sorted.filter((channel) => !isPinned(channel));
  const held = new Map(
    sharing.map(({ workerId }) => [workerId, free.filter(({ ownerId }) => ownerId === workerId)]),
  );
  const quotas = quotasOf(sharing, pinned, held, free.length);
  const unowned = free.filter(({ ownerId }) => ownerId === null);
  return {
    take: [
      ...(sharing[0]?.workerId === me ? channels.filter(isToBeLoggedOut) : []),
      ...pinned.filter(({ ownerId, preferredWorkerId }) => ownerId === null && preferredWorkerId === me),
      ...divide(unowned, quotas, held).filter(({ workerId }) => workerId === me),
    ].map(({ channelId }) => channelId),
    handOver: [
      ...pinned.filter(({ ownerId, preferredWorkerId }) => ownerId === me && preferredWorkerId !== me),
      ...surplusOf(me, quotas, held, unowned.length, isMovable),
    ]
      .map(({ channelId }) => channelId)
      .filter(isMovable),
  };
}

/** It starts no browser and is over in a moment, so that it needs no room: where all workers are full, one does it all the same. */
const isToBeLoggedOut = ({ ownerId, desiredState }: SharedChannel) =>
  ownerId === null && desiredState === 'LOGGED_OUT';

type Held = ReadonlyMap<string, readonly SharedChannel[]>;

/** How many free channels each worker should run: even in all, within its capacity, and where it makes no difference as it is now. */
function quotasOf(
  workers: readonly SharingWorker[],
  pinned: readonly SharedChannel[],
  held: Held,
  count: number,
): Map<string, number> {
  const loads = workers.map(({ workerId, capacity }) => ({
    workerId,
    capacity,
    load: pinned.filter(({ preferredWorkerId }) => preferredWorkerId === workerId).length,
    quota: 0,
    holds: held.get(workerId)?.length ?? 0,
  }));
  for (let left = count; left > 0; left -= 1) {
    const [next] = loads
      .filter(({ load, capacity }) => load < capacity)
      .sort((a, b) => a.load - b.load || Number(b.holds > b.quota) - Number(a.holds > a.quota));
    if (!next) break;
    next.load += 1;
    next.quota += 1;
  }
  return new Map(loads.map(({ workerId, quota }) => [workerId, quota]));
}

/** Channels that nobody runs, each to the worker that lacks most. */
function divide(unowned: readonly SharedChannel[], quotas: ReadonlyMap<string, number>, held: Held) {
  const lacks = new Map([...quotas].map(([id, quota]) => [id, quota - (held.get(id)?.length ?? 0)]));
  return unowned.flatMap(({ channelId }) => {
    const [most] = [...lacks].filter(([, lack]) => lack > 0).sort(([, a], [, b]) => b - a);
    if (!most) return [];
    const [workerId, lack] = most;
    lacks.set(workerId, lack - 1);
    return [{ channelId, workerId }];
  });
}

/** What a worker has too much of, as far as others lack it and cannot take it from what nobody runs. */
function surplusOf(
  me: string,
  quotas: ReadonlyMap<string, number>,
  held: Held,
  unowned: number,
  isMovable: (channelId: string) => boolean,
) {
  const excess = (id: string) => (held.get(id)?.length ?? 0) - (quotas.get(id) ?? 0);
  const lacking = [...quotas.keys()].reduce((sum, id) => sum + Math.max(0, -excess(id)), 0);
  let wanted = lacking - unowned;
  for (const id of quotas.keys()) {
    const mine = Math.max(0, Math.min(excess(id), wanted));
    const movable = (held.get(id) ?? []).filter(({ channelId }) => isMovable(channelId));
    if (id === me) return mine === 0 ? [] : movable.slice(-mine);
    wanted -= mine;
  }
  return [];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
