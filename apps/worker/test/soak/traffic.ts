import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseAway } from '@soul-kg-crm/database';
import type { SoakNumber, SoakWorld } from './soak-world.ts';

export interface Traffic {
  /** Texts that customers have written, by the number that they wrote to. */
  written: Map<string, string[]>;
  /** Texts that were accepted to be sent. */
  accepted: Map<string, string[]>;
  /** Settles when nothing more is written. */
  stop(): Promise<void>;
}

const CUSTOMERS = 5;
/** Who answer on each number, beside one another. */
const PEOPLE = [1, 2];
const RETRY_MS = 200;

/** Customers write to every number and are answered, all the time; what the API cannot take is sent again under the same id. */
export function startTraffic(world: SoakWorld, everyMs: number): Traffic {
  const ending = new AbortController();
  const written = new Map(world.numbers.map(({ account }) => [account, [] as string[]]));
  const accepted = new Map(world.numbers.map(({ account }) => [account, [] as string[]]));
  const customers = (number: SoakNumber) =>
    Array.from(
      { length: CUSTOMERS },
      (_, n) => `${number.account.slice(0, -4)}9${number.account.slice(-2)}${n}`,
    );

  const incoming = async (number: SoakNumber) => {
    for (let n = 1; !ending.signal.aborted; n += 1) {
      const text = `in ${n}`;
      const phone = customers(number)[n % CUSTOMERS];
      await world.sandbox.do('incoming', { account: number.account, from: { phone }, text });
      written.get(number.account)?.push(text);
      await pause(everyMs * (0.5 + Math.random()));
    }
  };
  const outgoing = async (number: SoakNumber, person: number) => {
    for (let n = 1; !ending.signal.aborted; n += 1) {
      const content = `out ${person}/${n}`;
      const conversationId = await conversationWith(world, number, customers(number)[n % CUSTOMERS] ?? '');
      await world.api.answer(conversationId, { content, clientMessageId: `${number.account} ${content}` });
      accepted.get(number.account)?.push(content);
      await pause(everyMs * (0.5 + Math.random()));
    }
  };
  const work = Promise.all(
    world.numbers.flatMap((number) => [
      incoming(number),
      ...PEOPLE.map((person) => outgoing(number, person)),
    ]),
  );
  return {
    written,
    accepted,
    stop: async () => {
      ending.abort();
      await work;
    },
  };
}

/** It is there once the customer has written for the first time. */
async function conversationWith(
  { scope }: SoakWorld,
  { channelId }: SoakNumber,
  phone: string,
): Promise<string> {
  for (;;) {
    try {
      const client = { identities: { some: { kind: 'PHONE' as const, value: phone } } };
      const found = await scope.db.conversation.findFirst({
        where: { channelId, client },
        select: { id: true },
      });
      if (found) return found.id;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
    }
    await pause(RETRY_MS);
  }
}
