import { leaving } from './leaving';

const KEY = 'notices';
const listeners = new Set<() => void>();

/** `missing`: this browser has none; `blocked`: somebody has forbidden them there, and only there can it be undone. */
export type DesktopNotices = 'missing' | 'blocked' | 'off' | 'on';

/** Whether this browser tells of new messages while nobody looks at the page; off until somebody wants it. */
export const desktopNotices = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  state(): DesktopNotices {
    // Phones show them only for installed pages, and fail when they are asked to.
    if (!('Notification' in window) || !window.isSecureContext || matchMedia('(hover: none)').matches) {
      return 'missing';
    }
    if (Notification.permission === 'denied') return 'blocked';
    return Notification.permission === 'granted' && isWished() ? 'on' : 'off';
  },
  async turnOn(): Promise<void> {
    if ((await Notification.requestPermission()) === 'granted') localStorage.setItem(KEY, 'on');
    tell();
  },
  turnOff(): void {
    localStorage.removeItem(KEY);
    tell();
  },
};

// The next person at this browser has not asked for them.
leaving.subscribe(() => desktopNotices.turnOff());

function isWished(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}

function tell(): void {
  for (const listener of [...listeners]) listener();
}
