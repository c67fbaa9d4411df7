type Listener = () => void;

/** What a notice says, and what can be done about it. */
export interface Notice {
  kind: 'error' | 'call';
  /** An error is put into words by whoever draws it. */
  message: string | Error;
  details?: string;
  /** A second one with the same id takes the place of the first. */
  id?: string;
  action?: { label: string; run(): void };
}

const listeners = new Set<Listener>();
const waiting: Notice[] = [];

/** Notices that wait for whoever draws them. */
export const toasts = {
  isNeeded: false,
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  take: (): Notice[] => waiting.splice(0),
};

/** Tells in passing that something went wrong. */
export function toastError(message: string | Error): void {
  show({ kind: 'error', message });
}

/** Calls somebody to something that cannot wait until they come by. */
export function toastCall(notice: Omit<Notice, 'kind'>): void {
  show({ kind: 'call', ...notice });
}

function show(notice: Notice): void {
  waiting.push(notice);
  toasts.isNeeded = true;
  for (const listener of [...listeners]) listener();
}
