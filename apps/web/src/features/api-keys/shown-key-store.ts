import { leaving } from '@/session/leaving';
import type { MadeKey } from './new-key';

let made: MadeKey | null = null;
const listeners = new Set<() => void>();

/**
 * The key that is shown this once, until it is said to be kept: in memory alone, so that a look at another page does not
 * lose it. The browser asks before it leaves the dashboard or loads it anew; who signs out takes it along.
 */
export const shownKey = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): MadeKey | null => made,
  set(next: MadeKey | null): void {
    made = next;
    if (made) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
    for (const listener of [...listeners]) listener();
  },
};

leaving.subscribe(() => shownKey.set(null));

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
