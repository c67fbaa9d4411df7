import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseAway } from '@soul-kg-crm/database';
import { queueMessageToPhone } from '@soul-kg-crm/domain';
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
const RETRY_MS = 200;

/** Customers write to every number and are written to, all the time; what the database cannot take is tried again under the same id. */
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
  const outgoing = async (number: SoakNumber) => {
    for (let n = 1; !ending.signal.aborted; n += 1) {
      const content = `out ${n}`;
      const to = customers(number)[n % CUSTOMERS] ?? '';
      await untilAccepted(world, number, { to, content, clientMessageId: `${number.account} ${n}` });
      accepted.get(number.account)?.push(content);
      await pause(everyMs * (0.5 + Math.random()));
    }
  };
  const work = Promise.all(world.numbers.flatMap((number) => [incoming(number), outgoing(number)]));
  return {
    written,
    accepted,
    stop: async () => {
      ending.abort();
      await work;
    },
  };
}

async function untilAccepted(
  world: SoakWorld,
  { channelId }: SoakNumber,
  message: { to: string; content: string; clientMessageId: string },
): Promise<void> {
  for (;;) {
    try {
      await queueMessageToPhone(world.scope, { ...message, channelId, sender: 'HUMAN', senderId: null });
      return;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      await pause(RETRY_MS);
    }
  }
}
