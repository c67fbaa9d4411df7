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

export interface RealtimeListeners {
  onEvent(event: RealtimeEvent): void;
  /** Nobody knows what was missed (before the first greeting, or after too long): what is on the screen may be old. */
  onGap(): void;
  onOnline(isOnline: boolean): void;
}

/** Keeps a line to the server; after each interruption it first learns what it missed. Returns how to end it. */
export function openRealtime(listeners: RealtimeListeners): () => void {
  const socket = io({ path: REALTIME_PATH, transports: ['websocket', 'polling'], withCredentials: true });
  let cursor: string | null = null;
  const take = (value: unknown) => {
    const parsed = realtimeEnvelope.safeParse(value);
    if (!parsed.success) return;
    cursor = newerCursor(cursor, parsed.data.cursor);
    listeners.onEvent(parsed.data.event);
  };
  socket.on(REALTIME_EVENT, take);
  socket.on('connect', async () => {
    const welcome = await greet(socket, cursor);
    if (!welcome) return;
    // At the first greeting, too: what came between the page's own requests and now was announced to nobody.
    if (cursor === null || !welcome.isComplete) listeners.onGap();
    for (const envelope of welcome.events) take(envelope);
    cursor = newerCursor(cursor, welcome.cursor);
    listeners.onOnline(true);
  });
  socket.on('disconnect', () => listeners.onOnline(false));
  return () => socket.disconnect();
}

async function greet(socket: Socket, cursor: string | null) {
  const answer: unknown = await socket
    .timeout(10_000)
    .emitWithAck(REALTIME_HELLO, { cursor })
    .catch(() => null);
  const parsed = realtimeWelcome.safeParse(answer);
  // Without a welcome nobody knows what was missed: connect anew, and ask again.
  if (!parsed.success) socket.disconnect().connect();
  return parsed.success ? parsed.data : null;
}
