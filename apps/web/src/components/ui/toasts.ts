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

const NONE: readonly Notice[] = [];
const listeners = new Set<Listener>();
let waiting = NONE;

/** Notices that wait for whoever draws them. */
export const toasts = {
  isNeeded: false,
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** The same array until it changes. */
  waiting: (): readonly Notice[] => waiting,
  /** Hands them over to be drawn. */
  take(): readonly Notice[] {
    const all = waiting;
    waiting = NONE;
    return all;
  },
  drop(notice: Notice): void {
    waiting = waiting.filter((other) => other !== notice);
    tell();
  },
};

/** Tells in passing that something went wrong. */
export function toastError(message: string | Error): void {
  show({ kind: 'error', message });
}

/** Calls somebody to something that cannot wait until they come by. */
export function toastCall(notice: Omit<Notice, 'kind'>): void {
  show({ kind: 'call', ...notice });
}

/** While they wait, what is said a second time is said once. */
function show(notice: Notice): void {
  waiting = [...waiting.filter((other) => !isSame(other, notice)), notice];
  toasts.isNeeded = true;
  tell();
}

function isSame(a: Notice, b: Notice): boolean {
  return a.id === b.id && (a.id !== undefined || String(a.message) === String(b.message));
}

function tell(): void {
  for (const listener of [...listeners]) listener();
}
