import {
  type NewChatLimits,
  type SendCommand,
  SendError,
  type SentMessage,
} from '@soul-kg-crm/whatsapp/client';
import type { SendingClient } from '../../src/outbound/send-message.ts';

type Trouble =
  /** WhatsApp has the message, but the answer is lost. */
  | 'answerLost'
  /** It certainly did not leave. */
  | 'notSent'
  | 'refused'
  /** WhatsApp lets the number write to nobody new. */
  | 'newChatsBlocked'
  | 'away'
  /** The page cannot say whether the message is there. */
  | 'blind';

/** WhatsApp as a list of what has reached it, with the troubles that a test wants, one for each call. */
export class ScriptedClient implements SendingClient {
  readonly arrived: SendCommand[] = [];
  readonly troubles: Trouble[] = [];
  /** How often it was asked for a message that may have left. */
  looks = 0;

  async send(command: SendCommand): Promise<SentMessage> {
    const trouble = this.troubles.shift();
    if (trouble === 'notSent') throw new SendError('notSent', 'REJECTED');
    if (trouble === 'refused') throw new SendError('permanent', 'NOT_ON_WHATSAPP');
    if (trouble === 'newChatsBlocked') throw new SendError('notSent', 'NEW_CHATS_BLOCKED');
    if (trouble === 'away') throw new SendError('notSent', 'NOT_CONNECTED');
    this.arrived.push(command);
    if (trouble === 'answerLost') throw new SendError('unknown', 'TIMEOUT');
    return sentAs(command);
  }

  /** What WhatsApp allows towards people who have not written first; null where it does not say. */
  limits: NewChatLimits | null = { isLocked: false, lockedUntilMs: null, quota: null, used: null };

  async newChatLimits() {
    if (!this.limits) throw new Error('no answer');
    return this.limits;
  }

  async findSent(_chatId: string, sendKey: string): Promise<SentMessage | null> {
    this.looks += 1;
    if (this.troubles[0] === 'blind') {
      this.troubles.shift();
      throw new Error('the page is loading');
    }
    const command = this.arrived.find((one) => one.sendKey === sendKey);
    return command ? sentAs(command) : null;
  }
}

function sentAs({ chatId, sendKey }: SendCommand): SentMessage {
  return { providerMessageId: `true_${chatId}_${sendKey}`, ack: 'SENT' };
}
