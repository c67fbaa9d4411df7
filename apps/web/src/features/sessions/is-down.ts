import { type Session, shownState } from './state-look';

type DownableSession = Pick<Session, 'status' | 'desiredState' | 'reason' | 'isOnline' | 'isDefault'>;

/** Not one that somebody has stopped on purpose, nor one that comes back by itself in a moment. */
export function isDown(session: DownableSession): boolean {
  const isWanted = session.isDefault || session.desiredState === 'RUNNING';
  return isWanted && shownState(session) !== 'CONNECTED' && !isComingBack(session);
}

/** Each end that is followed by a new start is DISCONNECTED first, and so is a number that moves to another worker. */
function isComingBack(session: DownableSession): boolean {
  const state = shownState(session);
  const isBetween = state === 'DISCONNECTED' && session.desiredState === 'RUNNING';
  return state === 'CONNECTING' || (isBetween && session.reason?.code !== 'CODE_NOT_SCANNED');
}

type LosableSession = DownableSession & Pick<Session, 'lastConnectedAt'>;

/** Down although it has worked and nobody has stopped it: customers write to it in vain. */
export function isLost(session: LosableSession): boolean {
  return session.desiredState === 'RUNNING' && session.lastConnectedAt !== null && isDown(session);
}

/** Lost, and only a person can bring it back. */
export function needsPerson(session: LosableSession): boolean {
  const state = shownState(session);
  return isLost(session) && state !== 'OFFLINE' && state !== 'NO_WORKER';
}
