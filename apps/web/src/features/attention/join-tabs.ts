const LOOKED_AT = 'dashboard-looked-at';
const TELLS = 'dashboard-tells';

/** This tab among those of the same browser. */
export interface JoinedTab {
  /** Whether it is the one that tells of new messages: each would tell of the same ones. */
  isTeller(): boolean;
  /** Whether somebody looks at the dashboard, in whichever tab. */
  isLookedAt(): Promise<boolean>;
  leave(): void;
}

/**
 * Joins the browser's other tabs. What each holds of its locks goes by itself when it is closed or crashes: a shared one
 * while it can be seen, and the one of the teller, which passes on to whoever has waited longest.
 */
export function joinTabs(): JoinedTab {
  const over = new AbortController();
  let isTeller = false;
  let look = new AbortController();
  const follow = () => {
    look.abort();
    look = new AbortController();
    if (document.visibilityState === 'visible') hold(LOOKED_AT, { mode: 'shared', until: look.signal });
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  hold(TELLS, { mode: 'exclusive', until: over.signal, onHeld: () => (isTeller = true) });
  return {
    isTeller: () => isTeller,
    isLookedAt: async () => {
      const { held = [] } = await navigator.locks.query();
      return held.some(({ name }) => name === LOOKED_AT);
    },
    leave: () => {
      isTeller = false;
      document.removeEventListener('visibilitychange', follow);
      look.abort();
      over.abort();
    },
  };
}

interface Holding {
  mode: 'shared' | 'exclusive';
  until: AbortSignal;
  onHeld?(): void;
}

function hold(name: string, { mode, until, onHeld }: Holding): void {
  const held = () => {
    onHeld?.();
    return new Promise<void>((resolve) => {
      if (until.aborted) resolve();
      else until.addEventListener('abort', () => resolve(), { once: true });
    });
  };
  // Who leaves before it was their turn waits no longer; that is told as a fault.
  navigator.locks.request(name, { mode, signal: until }, held).catch(() => {});
}
