import type { ChannelView } from './list-sessions.ts';

/** So long may it take until a worker has taken a channel up. */
const TAKE_UP_MS = 30_000;

/** Who runs the channel now, or null. */
export function ownerOf({ lease }: Pick<ChannelView, 'lease'>, now: Date): string | null {
  const isHeld = lease?.expiresAt && lease.expiresAt.getTime() > now.getTime();
  return isHeld ? (lease.worker?.name ?? null) : null;
}

/** Why a number does not work as wanted, or null: what its worker reported, or that there is no worker for it. */
export function reasonOf(channel: ChannelView, now: Date): string | null {
  const isWanted = channel.desiredState !== 'STOPPED';
  const isOld = now.getTime() - channel.updatedAt.getTime() > TAKE_UP_MS;
  const reported = channel.whatsAppSession?.errorCode ?? null;
  // Nobody takes up what waits for a person: that is told, and not that a worker is missing.
  const gaveUp =
    channel.status === 'ERROR' || (channel.status === 'DISCONNECTED' && reported === 'CODE_NOT_SCANNED');
  if (isWanted && isOld && !gaveUp && ownerOf(channel, now) === null) return 'NO_WORKER';
  return reported;
}
