import { needsPerson } from './is-down';
import type { Session } from './state-look';

/**
 * Tells, each time that the numbers are known anew, which of them have been lost since. One that is lost is told of once
 * until it works again, and not where somebody is at it: who has stopped a number or connects it knows.
 */
export function createLossWatch<Shown extends Session>() {
  let isFirst = true;
  const known = new Set<string>();
  return (sessions: readonly Shown[]): Shown[] => {
    const lost: Shown[] = [];
    for (const session of sessions) {
      const { channelId, status, desiredState } = session;
      const isTrouble = needsPerson(session);
      if (isTrouble && !known.has(channelId) && !isFirst) lost.push(session);
      // After a page was loaded anew, a number that was lost before may just be trying again.
      const mayBeLost = isFirst && status !== 'CONNECTED';
      if (isTrouble || mayBeLost || desiredState !== 'RUNNING') known.add(channelId);
      else if (status === 'CONNECTED') known.delete(channelId);
    }
    isFirst = false;
    return lost;
  };
}
