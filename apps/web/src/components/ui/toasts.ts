type Listener = () => void;

const listeners = new Set<Listener>();
const waiting: string[] = [];

/** Notices that wait for whoever draws them. */
export const toasts = {
  isNeeded: false,
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  take: (): string[] => waiting.splice(0),
};

/** Tells in passing that something went wrong. */
export function toastError(message: string): void {
  waiting.push(message);
  toasts.isNeeded = true;
  for (const listener of [...listeners]) listener();
}
