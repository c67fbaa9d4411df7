import { type Session, shownState } from './state-look';

/** Not one that somebody has stopped on purpose, nor one that comes back by itself in a moment. */
export function isDown(
  session: Pick<Session, 'status' | 'desiredState' | 'reason' | 'isOnline' | 'isDefault'>,
): boolean {
  const state = shownState(session);
  const isWanted = session.isDefault || session.desiredState === 'RUNNING';
  return isWanted && state !== 'CONNECTED' && state !== 'CONNECTING';
}

type LosableSession = Parameters<typeof isDown>[0] & Pick<Session, 'lastConnectedAt'>;

/** Down although it has worked and nobody has stopped it: customers write to it in vain. */
export function isLost(session: LosableSession): boolean {
  return session.desiredState === 'RUNNING' && session.lastConnectedAt !== null && isDown(session);
}

/** Lost, and only a person can bring it back. */
export function needsPerson(session: LosableSession): boolean {
  const state = shownState(session);
  return isLost(session) && state !== 'OFFLINE' && state !== 'NO_WORKER';
}
