import type { MediaFiles } from '../whatsapp/media-files.ts';
import type { Account, StoredMessage } from '../whatsapp/model.ts';
import type { Network } from '../whatsapp/network.ts';
import { SandboxError } from '../whatsapp/world.ts';
import type { Command, CommandName } from './commands.ts';
import { writeIncoming, writeOwn } from './write-message.ts';

const ackNumbers = { FAILED: -1, SENT: 1, DELIVERED: 2, READ: 3 } as const;

type Handlers = { [Name in CommandName]: (command: Command<Name>) => unknown };

/** Carries out the calls of the control API. */
export function createControl(network: Network, files: MediaFiles): Handlers {
  const { world } = network;
  const tell = (phone: string, message: object) => network.requireLine(phone).tell(message);
  return {
    scan: (command) => scan(network, command),
    enterPairingCode: ({ account, name, pairingCode }) => {
      const line = [...network.lines].find(({ codes }) => codes.pairingCode === pairingCode.replace('-', ''));
      if (!line) throw new SandboxError(404, 'No page shows this pairing code');
      line.pair(world.addAccount({ phone: account, name }));
    },
    incoming: async (command) => presentMessage(await writeIncoming(network, files, command)),
    flood: (command) => flood(network, files, command),
    ownMessage: (command) => presentMessage(writeOwn(network, command)),
    ack: ({ account, messageId, level }) => {
      const owner = world.requireAccount(account);
      network.ack(owner, requireMessage(network, owner, messageId), ackNumbers[level]);
    },
    expireMedia: async ({ account, messageId }) => {
      const { media } = requireMessage(network, world.requireAccount(account), messageId);
      if (media) await files.forget(media.directPath);
    },
    block: ({ account, customer, isBlocked }) => {
      const owner = world.requireAccount(account);
      world.addCustomer(owner, { phone: customer }).isBlocked = isBlocked;
      world.touch(owner);
    },
    faults: ({ account, ...changes }) => {
      const now = world.setFaults(account, changes);
      if (now.isOffline) network.lineOf(account)?.close();
      return now;
    },
    state: ({ account, state }) => tell(account, { kind: 'state', state }),
    logout: ({ account }) => {
      const line = network.requireLine(account);
      world.unlink(world.requireAccount(account), line.secret ?? undefined);
      line.tell({ kind: 'logout' });
    },
    revoke: ({ account }) => {
      world.unlink(world.requireAccount(account));
      network.lineOf(account)?.close();
    },
    reload: ({ account }) => tell(account, { kind: 'reload' }),
    freeze: ({ account, durationMs }) => tell(account, { kind: 'freeze', durationMs }),
    settings: (changes) => Object.assign(network.settings, changes),
    unreachable: ({ isUnreachable }) => {
      network.isUnreachable = isUnreachable;
      if (isUnreachable) for (const line of network.lines) line.close();
    },
    reset: () => {
      world.reset();
      network.missing.clear();
      for (const line of network.lines) line.close();
    },
  };
}

/** What callers see of a message. */
export function presentMessage(message: StoredMessage) {
  const { id, fromMe, origin, chat, type, body, caption, t, ack, receivedCount, media, quoted, sentAt } =
    message;
  return { id, fromMe, origin, chat, type, body, caption, t, ack, receivedCount, media, quoted, sentAt };
}

function scan(network: Network, { account, name, code }: Command<'scan'>) {
  const ref = code?.split(',')[0];
  const line = [...network.lines].findLast(({ codes }) =>
    ref === undefined ? codes.ref !== null : codes.ref === ref,
  );
  if (!line) {
    throw new SandboxError(
      404,
      ref === undefined ? 'No page shows a code now' : 'This code is not, or no longer, shown',
    );
  }
  const owner = network.world.addAccount({ phone: account, name });
  line.pair(owner);
  return { account: owner.phone, name: owner.name };
}

async function flood(network: Network, files: MediaFiles, command: Command<'flood'>) {
  const { account, count, customers, everyMs, prefix } = command;
  const ids: string[] = [];
  for (let n = 1; n <= count; n++) {
    const phone = `+9967${String(n % customers).padStart(8, '0')}`;
    const text = `${prefix} ${n}`;
    const { id } = await writeIncoming(network, files, {
      account,
      from: { phone, name: `Client ${n % customers}` },
      text,
    });
    ids.push(id);
    if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return { ids };
}

function requireMessage(network: Network, account: Account, id: string): StoredMessage {
  const message = network.world.message(account, id);
  if (!message) throw new SandboxError(404, `There is no message ${id}`);
  return message;
}
