import {
  REALTIME_EVENT,
  REALTIME_HELLO,
  REALTIME_PATH,
  type RealtimeEvent,
  realtimeEnvelope,
  realtimeWelcome,
} from '@soul-kg-crm/shared/realtime';
import { io, type Socket } from 'socket.io-client';
import { newerCursor } from './cursor';

const REPEAT_MS = 1_500;
const GREETING_TIMEOUT_MS = 10_000;

export interface RealtimeListeners {
  onEvent(event: RealtimeEvent): void;
  /** Nobody knows what was missed (before the first greeting, or after too long): what is on the screen may be old. */
  onGap(): void;
  onOnline(isOnline: boolean): void;
}

/** Keeps a line to the server; after each interruption it first learns what it missed. Returns how to end it. */
export function openRealtime(listeners: RealtimeListeners, repeatMs = REPEAT_MS): () => void {
  const socket = io({
    path: REALTIME_PATH,
    transports: ['websocket', 'polling'],
    // Some companies' proxies let no WebSocket through.
    tryAllTransports: true,
    withCredentials: true,
  });
  let cursor: string | null = null;
  let isGreeted = false;
  let repeat: ReturnType<typeof setTimeout> | undefined;
  const take = (value: unknown) => {
    const parsed = realtimeEnvelope.safeParse(value);
    if (!parsed.success) return;
    // What comes before the greeting has been answered says nothing of what was missed before it.
    if (isGreeted) cursor = newerCursor(cursor, parsed.data.cursor);
    listeners.onEvent(parsed.data.event);
  };
  const lose = () => {
    isGreeted = false;
    listeners.onOnline(false);
    // The library calls again by itself, unless the server hung up (as it does when it restarts) or we did. Not at once:
    // a server that hangs up on every greeting must not be called without a pause.
    if (socket.active) return;
    clearTimeout(repeat);
    repeat = setTimeout(() => socket.connect(), repeatMs * (1 + Math.random()));
  };
  socket.on(REALTIME_EVENT, take);
  socket.on('connect', async () => {
    const welcome = await greet(socket, cursor);
    if (!welcome) return;
    // At the first greeting, too: what came between the page's own requests and now was announced to nobody.
    if (cursor === null || !welcome.isComplete) listeners.onGap();
    isGreeted = true;
    for (const envelope of welcome.events) take(envelope);
    cursor = newerCursor(cursor, welcome.cursor);
    listeners.onOnline(true);
  });
  socket.on('disconnect', lose);
  socket.on('connect_error', lose);
  return () => {
    socket.off('disconnect', lose);
    clearTimeout(repeat);
    socket.disconnect();
  };
}

async function greet(socket: Socket, cursor: string | null) {
  const line = socket.id;
  const answer: unknown = await socket
    .timeout(GREETING_TIMEOUT_MS)
    .emitWithAck(REALTIME_HELLO, { cursor })
    .catch(() => null);
  const parsed = realtimeWelcome.safeParse(answer);
  // Without a welcome nobody knows what was missed: hang up, and ask again on a new line.
  if (!parsed.success && socket.id === line) socket.disconnect();
  return parsed.success ? parsed.data : null;
}
