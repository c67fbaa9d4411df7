const CHANNEL = 'account';

/** Tells the other tabs of this browser that somebody has signed in or out in this one: they share its session. */
export function tellAccountChange(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

/** Hears of it from the other tabs; gives how to stop. */
export function onAccountChange(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', listener);
  return () => channel.close();
}
