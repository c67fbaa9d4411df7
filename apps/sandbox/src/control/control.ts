import type { MediaFiles } from '../whatsapp/media-files.ts';
import { type Account, reactedTo, type StoredMessage } from '../whatsapp/model.ts';
import type { Network } from '../whatsapp/network.ts';
import { chatOf, SandboxError } from '../whatsapp/world.ts';
import type { Command, CommandName } from './commands.ts';
import { placeCall } from './place-call.ts';
import { presentMessage } from './present-message.ts';
import { decrypt, writeIncoming, writeOwn } from './write-message.ts';

const ackNumbers = { FAILED: -1, SENT: 1, DELIVERED: 2, READ: 3 } as const;

type Handlers = { [Name in CommandName]: (command: Command<Name>) => unknown };

/** Carries out the calls of the control API. */
export function createControl(network: Network, files: MediaFiles): Handlers {
  const { world } = network;
  const tell = (phone: string, message: object) => network.requireLine(phone).tell(message);
  const find = (phone: string, id: string): [Account, StoredMessage] => {
    const owner = world.requireAccount(phone);
    return [owner, requireMessage(network, owner, id)];
  };
  return {
    scan: (command) => scan(network, command),
    enterPairingCode: ({ account, name, pairingCode }) => {
      const line = [...network.lines].find(({ codes }) => codes.pairingCode === pairingCode.replace('-', ''));
      if (!line) throw new SandboxError(404, 'No page shows this pairing code');
      line.pair(world.addAccount({ phone: account, name }));
    },
    account: ({ account, name }) => {
      world.addAccount({ phone: account, name });
    },
    customer: async ({ account, pictureBase64, ...customer }) => {
      const owner = world.requireAccount(account);
      const picture = await keptPicture(files, pictureBase64);
      const given = withoutUndefined(customer);
      return world.addCustomer(owner, picture === undefined ? given : { ...given, picture });
    },
    incoming: async (command) =>
      presentMessage(world.requireAccount(command.account), await writeIncoming(network, files, command)),
    flood: (command) => flood(network, files, command),
    ownMessage: (command) =>
      presentMessage(world.requireAccount(command.account), writeOwn(network, command)),
    call: (command) => placeCall(network, command),
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
      if (now.isOffline) for (const line of network.linesOf(account)) line.close();
      return now;
    },
    state: ({ account, state }) => tell(account, { kind: 'state', state }),
    logout: ({ account }) => {
      world.unlink(world.requireAccount(account));
      for (const line of network.linesOf(account)) line.tell({ kind: 'logout' });
    },
    revoke: ({ account }) => {
      world.unlink(world.requireAccount(account));
      for (const line of network.linesOf(account)) line.close();
    },
    typing: ({ account, from, state }) => {
      const customer = world.addCustomer(world.requireAccount(account), { phone: from });
      network.typing({ account, chat: chatOf(customer), state });
    },
    decrypt: ({ account, messageId }) => decrypt(network, ...find(account, messageId)),
    edit: ({ account, messageId, text }) => {
      const [owner, message] = find(account, messageId);
      network.change(owner, message, {
        ...(message.media ? { caption: text } : { body: text }),
        isEdited: true,
        editedAt: Date.now(),
      });
    },
    takeBack: ({ account, messageId }) => {
      const [owner, message] = find(account, messageId);
      network.change(owner, message, { type: 'revoked', body: '', caption: '' });
    },
    react: ({ account, messageId, from, emoji }) => {
      const [owner, message] = find(account, messageId);
      network.change(owner, message, reactedTo(message, from, emoji));
    },
    code: ({ page, action }) => {
      const waiting = [...network.lines].filter(
        (line) => line.account === null && (!page || line.id === page),
      );
      for (const { codes } of waiting) {
        if (action === 'renew') codes.start();
        else codes.expire();
      }
      return { pages: waiting.length };
    },
    crash: ({ account }) => tell(account, { kind: 'crash' }),
    reload: ({ account }) => tell(account, { kind: 'reload' }),
    dialog: ({ account }) => tell(account, { kind: 'dialog' }),
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

/** Null takes it away, undefined leaves it. */
async function keptPicture(files: MediaFiles, given: string | null | undefined) {
  if (!given) return given;
  return (await files.keep(Buffer.from(given, 'base64'))).directPath;
}

function scan(network: Network, { account, name, code, page }: Command<'scan'>) {
  const ref = code?.split(',')[0];
  const line = [...network.lines].findLast(
    ({ id, codes }) => (ref === undefined ? codes.ref !== null : codes.ref === ref) && (!page || id === page),
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

/** Optional fields that were left out must not overwrite what is known. */
type NamedCustomer = Omit<Command<'customer'>, 'account' | 'pictureBase64'>;

function withoutUndefined({ phone, name, usesLid, lid, isOnWhatsApp }: NamedCustomer) {
  return {
    phone,
    ...(name !== undefined && { name }),
    ...(usesLid !== undefined && { usesLid }),
    ...(lid !== undefined && { lid }),
    ...(isOnWhatsApp !== undefined && { isOnWhatsApp }),
  };
}
