import type { ClientEvent, WhatsAppClient } from '../client/port.ts';

type EventOf<Kind extends ClientEvent['kind']> = Extract<ClientEvent, { kind: Kind }>;

/** On a busy machine, too. */
const WAIT_MS = 60_000;

/** Keeps what a client says, and waits for what it has not said yet. */
export class Recorder {
  readonly events: ClientEvent[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(client: WhatsAppClient) {
    client.onEvent((event) => {
      this.events.push(event);
      for (const look of this.#waiting) look();
    });
  }

  of<Kind extends ClientEvent['kind']>(kind: Kind): EventOf<Kind>[] {
    return this.events.filter((event): event is EventOf<Kind> => event.kind === kind);
  }

  /** The first event of the kind that fits, of the past or to come. */
  next<Kind extends ClientEvent['kind']>(
    kind: Kind,
    fits: (event: EventOf<Kind>) => boolean = () => true,
  ): Promise<EventOf<Kind>> {
    return this.#wait(() => this.of(kind).find(fits), kind);
  }

  /** The first event of any of these kinds. */
  nextOf(kinds: ClientEvent['kind'][]): Promise<ClientEvent> {
    return this.#wait(() => this.events.find(({ kind }) => kinds.includes(kind)), kinds.join(' or '));
  }

  async #wait<Event>(find: () => Event | undefined, what: string): Promise<Event> {
    const { promise, resolve, reject } = Promise.withResolvers<Event>();
    const look = () => {
      const found = find();
      if (found) resolve(found);
    };
    const timer = setTimeout(() => reject(new Error(`no ${what}; so far: ${this.#summary()}`)), WAIT_MS);
    this.#waiting.add(look);
    look();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(look);
    }
  }

  #summary(): string {
    return this.events
      .map((event) => (event.kind === 'ended' ? `ended ${event.reason}` : event.kind))
      .join(', ');
  }
}
