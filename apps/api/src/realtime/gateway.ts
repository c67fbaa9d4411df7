import type { Server as HttpServer } from 'node:http';
import { realtimePattern } from '@soul-kg-crm/queue';
import {
  REALTIME_EVENT,
  REALTIME_HELLO,
  REALTIME_PATH,
  realtimeEnvelope,
} from '@soul-kg-crm/shared/realtime';
import type { Redis } from 'ioredis';
import { Server, type Socket } from 'socket.io';
import type { ApiContext } from '../context.ts';
import { admit, identifyListener, organizationOf } from './admission.ts';
import { welcome } from './welcome.ts';

const RECHECK_MS = 60_000;
/** Who only listens does not notice that nothing can come any more; what is asked is owed an answer. */
const PING_MS = 5_000;

/**
 * Tells each organisation's dashboards what to fetch again. Every API process hears everything from Redis by itself, so
 * the processes need not know of each other.
 */
export function openRealtimeGateway(api: ApiContext, http: HttpServer, subscriber: Redis): AsyncDisposable {
  const io = new Server(http, {
    path: REALTIME_PATH,
    serveClient: false,
    maxHttpBufferSize: 10_000,
    cors: { origin: api.trustedOrigins, credentials: true },
  });
  io.engine.use(admit(api));
  io.on('connection', (socket) => join(api, socket));
  const recheck = setInterval(() => void dropSignedOut(api, io.sockets.sockets.values()), RECHECK_MS);
  subscriber.on('pmessage', (_pattern, topic: string, message: string) => publish(api, io, topic, message));
  const listen = () => void subscribe(api, io, subscriber);
  subscriber.on('ready', listen);
  if (subscriber.status === 'ready') listen();
  const ping = () => void (subscriber.status === 'ready' && subscriber.ping().catch(() => {}));
  const pinging = setInterval(ping, PING_MS);
  return {
    [Symbol.asyncDispose]: async () => {
      subscriber.off('ready', listen);
      clearInterval(pinging);
      clearInterval(recheck);
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

/**
 * Hears from now on what is published. What was published before, while this process alone did not hear Redis, nobody
 * tells again, and the next event would lead the dashboards past it: they call anew, and say how far they have seen.
 */
async function subscribe(api: ApiContext, io: Server, subscriber: Redis): Promise<void> {
  try {
    await subscriber.psubscribe(realtimePattern(api.redisPrefix));
    io.disconnectSockets(true);
  } catch (err) {
    // Lost again already: `ready` comes again with the next connection.
    api.log.warn({ err }, 'realtime.not_subscribed');
  }
}

function join(api: ApiContext, socket: Socket): void {
  const organizationId = organizationOf(socket.request);
  if (organizationId === null) return void socket.disconnect(true);
  void socket.join(organizationId);
  socket.on(REALTIME_HELLO, (hello: unknown, answer: unknown) => {
    if (typeof answer !== 'function') return;
    welcome(api.database.forOrganization(organizationId), api.database.system, hello).then(
      (said) => answer(said),
      (err: unknown) => {
        api.log.warn({ err, organizationId }, 'realtime.welcome_failed');
        socket.disconnect(true);
      },
    );
  });
}

/** The topic ends with the organisation's id. */
function publish(api: ApiContext, io: Server, topic: string, message: string): void {
  const organizationId = topic.slice(topic.lastIndexOf(':') + 1);
  const { log } = api;
  const envelope = parseEnvelope(message);
  if (!envelope) {
    log.warn({ organizationId }, 'realtime.event_not_understood');
    return;
  }
  io.to(organizationId).emit(REALTIME_EVENT, envelope);
  // Told to all first: whoever is out of it now learns so, and hears no more.
  if (envelope.event.kind === 'members.updated') void dropSignedOut(api, socketsOf(io, organizationId));
}

function socketsOf(io: Server, organizationId: string): Socket[] {
  return [...io.sockets.sockets.values()].filter(({ request }) => organizationOf(request) === organizationId);
}

function parseEnvelope(message: string) {
  try {
    const parsed = realtimeEnvelope.safeParse(JSON.parse(message));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Whoever signed out, or whose key was revoked, hears no more within a minute; whoever is removed, at once. */
async function dropSignedOut(api: ApiContext, sockets: Iterable<Socket>): Promise<void> {
  for (const socket of sockets) {
    try {
      const caller = await identifyListener(api, socket.request.headers);
      if (caller?.organizationId !== organizationOf(socket.request)) socket.disconnect(true);
    } catch (err) {
      // The database is away: who is connected stays connected.
      api.log.warn({ err }, 'realtime.recheck_failed');
      return;
    }
  }
}
