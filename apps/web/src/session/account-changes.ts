import * as z from 'zod';

const CHANNEL = 'account';
const change = z.enum(['in', 'out']);

/** Somebody has signed in, or out. */
export type AccountChange = z.infer<typeof change>;

/** Tells the other tabs of this browser, which share its session. */
export function tellAccountChange(what: AccountChange): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(what);
  channel.close();
}

/** Hears of it from the other tabs; gives how to stop. */
export function onAccountChange(listener: (what: AccountChange) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const { data: what } = change.safeParse(data);
    if (what) listener(what);
  });
  return () => channel.close();
}
