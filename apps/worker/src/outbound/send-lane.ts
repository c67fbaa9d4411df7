import { isDatabaseAway, LeaseLostError } from '@soul-kg-crm/database';
import {
  createJobWorker,
  GiveUpError,
  type JobWorker,
  sendMessage,
  sendQueueName,
  WaitError,
} from '@soul-kg-crm/queue';
import type { WorkerContext } from '../context.ts';
import type { OwnedChannel } from '../inbound/intake.ts';
import { ownerScope } from '../runtime/owner-scope.ts';
import { createNoting } from './noting.ts';
import { type SendingClient, type SendOutcome, sendOneMessage } from './send-message.ts';
import { type AttemptEnd, sendTurns } from './send-turns.ts';

/** An attempt that failed; the queue tries again, and after its last attempt the sweep does. */
class NotSentError extends Error {
  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.name = 'NotSentError';
  }
}

/** While nobody here may use the channel, the lane looks again so often. */
const LOOK_AGAIN_MS = 500;
/** After an attempt that the channel's absence ended. */
const AWAY_AGAIN_MS = 2_000;

/**
 * Sends a channel's messages, one after the other, while the channel is connected. Each channel has its own lane, so that
 * one that is slow, paused or broken delays nobody else.
 */
export function openSendLane(
  context: WorkerContext,
  channel: OwnedChannel,
  clientOf: () => SendingClient | null,
  now?: () => number,
): JobWorker {
  const { database, storage, log, redis, prefix } = context;
  const { organizationId, channelId } = channel;
  const facts = database.forOrganization(organizationId);
  const noting = createNoting((err) => log.warn({ channelId, err }, 'message.not_noted'));
  const turns = context.isUnlimited ? null : sendTurns(context, facts, now);
  const own = ownerScope(database, channel);
  const desk = { channel, ledger: context.ledger, noting, facts, own, clientOf, takeAgain: turns?.takeAgain };
  const keepsPlace = placeKeeper(clientOf);
  const worker = createJobWorker(sendMessage, {
    redis,
    prefix,
    queueName: sendQueueName(channelId),
    concurrency: 1,
    startsPaused: true,
    waitsOut: isDatabaseAway,
    handle: async ({ payload: { messageId } }) => {
      const client = clientOf();
      // The channel is away, or may be another worker's by now: the message goes back to its place.
      if (!client) throw new WaitError(LOOK_AGAIN_MS);
      await turns?.take(messageId);
      const outcome = await sendOneMessage(desk, client, storage, messageId).catch(async (error: unknown) => {
        await turns?.breakOff(messageId);
        if (!(error instanceof LeaseLostError)) throw error;
        log.warn({ channelId, messageId, err: error }, 'message.not_sent');
        throw new WaitError(LOOK_AGAIN_MS);
      });
      await turns?.settle(messageId, endOf(outcome));
      tell(context, channelId, messageId, outcome);
      if (outcome.kind === 'failed') comeAgain(outcome, keepsPlace(messageId, outcome));
    },
    onError: (err, payload) =>
      log.warn({ channelId, messageId: payload?.messageId, err }, 'message.not_sent'),
    onTrouble: (err) => log.warn({ channelId, err }, 'outbound.queue_failed'),
  });
  const close = async () => {
    noting.stopTrying();
    await worker.close();
    await noting[Symbol.asyncDispose]();
  };
  return { ...worker, close, [Symbol.asyncDispose]: close };
}

function tell({ metrics, log }: WorkerContext, channelId: string, messageId: string, outcome: SendOutcome) {
  if (outcome.kind === 'failed') metrics.sends.inc({ status: outcome.status });
  if (outcome.kind !== 'sent') return;
  metrics.sends.inc({ status: 'SENT' });
  log.info({ channelId, messageId }, 'message.sent');
}

type Failed = SendOutcome & { kind: 'failed' };

/** Throws what makes the queue bring the message again, or give it up; an echo or an ack may have told that it arrived. */
function comeAgain({ status, code, error }: Failed, keepsPlace: boolean): void {
  if (status === 'FAILED') throw new GiveUpError(code, { cause: error });
  if (status !== 'PENDING' && status !== 'UNCONFIRMED') return;
  if (keepsPlace) throw new WaitError(AWAY_AGAIN_MS);
  throw new NotSentError(code, { cause: error });
}

/**
 * Whether a message goes back to the front rather than behind what was written after it: where only the channel's absence
 * kept it. What may have left does so once, since a message that ends the page each time must not hold up the others.
 */
function placeKeeper(clientOf: () => SendingClient | null) {
  let lastUnconfirmed: string | null = null;
  return (messageId: string, { isChannelAway, status }: Failed): boolean => {
    if (!isChannelAway && clientOf()) return false;
    if (status === 'PENDING') return true;
    const isFirst = lastUnconfirmed !== messageId;
    lastUnconfirmed = messageId;
    return isFirst;
  };
}

function endOf(outcome: SendOutcome): AttemptEnd | null {
  if (outcome.kind === 'nothing') return null;
  if (outcome.kind === 'sent') return { status: 'SENT', wasAsked: true };
  return { status: outcome.kind === 'waits' ? 'PENDING' : outcome.status, wasAsked: outcome.wasAsked };
}
