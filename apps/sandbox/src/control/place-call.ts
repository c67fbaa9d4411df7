import { randomBytes } from 'node:crypto';
import { type Account, type Customer, chatIdOf } from '../whatsapp/model.ts';
import type { Network } from '../whatsapp/network.ts';
import { chatOf } from '../whatsapp/world.ts';
import type { Command } from './commands.ts';
import { blank, personOf } from './write-message.ts';

/** A customer calls: running pages ring, and the chat has WhatsApp's own note of it. */
export function placeCall(network: Network, command: Command<'call'>): { id: string; chatId: string } {
  const { isVideo, isGroup, isOutgoing, hasVoip } = command;
  const account = network.world.requireAccount(command.account);
  const customer = network.world.addCustomer(account, personOf(command.from));
  const id = command.id ?? randomBytes(16).toString('hex').toUpperCase();
  const offerTime = command.timestamp ?? Math.floor(Date.now() / 1000);
  const call = { id, from: chatOf(customer), isVideo, isGroup, outgoing: isOutgoing, offerTime, hasVoip };
  network.ring(account, call);
  if (!isGroup && !isOutgoing) noteCall(network, account, customer, call);
  return { id, chatId: call.from };
}

/** Once for each call. */
function noteCall(
  network: Network,
  account: Account,
  customer: Customer,
  call: { id: string; isVideo: boolean; offerTime: number },
): void {
  const chat = chatOf(customer);
  const id = `false_${chat}_${call.id}`;
  if (network.world.message(account, id)) return;
  network.deliver(account, {
    ...blank(''),
    id,
    fromMe: false,
    origin: 'customer',
    chat,
    from: chat,
    to: chatIdOf(account.phone),
    type: 'call_log',
    isVideoCall: call.isVideo,
    t: call.offerTime,
    ack: 1,
    name: customer.name,
  });
}
