import * as z from 'zod';
import { defineJob, type JobDefinition, type JobPayload } from './define-job.ts';

export { type Announcement, type JobDefinition, type JobPayload, UnknownJobError } from './define-job.ts';
export { controlTopic, DEFAULT_PREFIX, realtimePattern, realtimeTopic, redisPrefix } from './topics.ts';

const id = z.uuid();

/** The queue on which what came in waits to be processed. */
export const INCOMING_QUEUE = 'whatsapp-incoming-process';

/** The queue on which a channel's messages wait to be sent; each channel has its own. */
export function sendQueueName(channelId: string): string {
  return `whatsapp-send-${channelId}`;
}

/** The queue on which a channel's incoming files wait to be fetched. */
export function mediaQueueName(channelId: string): string {
  return `whatsapp-media-${channelId}`;
}

/** The queue on which people wait whose name, picture and missing number a channel is to be asked for. */
export function lookUpQueueName(channelId: string): string {
  return `whatsapp-look-up-${channelId}`;
}

/** Turns stored inbound events into what they mean, one after the other. Organisations take turns. */
export const processInbound = defineJob({
  name: 'inbound.process',
  payload: z.object({ organizationId: id, inboundEventIds: z.tuple([id], id) }),
  queueName: () => INCOMING_QUEUE,
  subject: ({ inboundEventIds: [first] }) => first,
  owner: ({ organizationId }) => organizationId,
  // A crowd of one organisation's events leaves room for everybody else's.
  concurrencyPerOwner: 2,
  attempts: 3,
  backoffMs: 2_000,
});

/** The queue on which what may be learnt of clients waits. */
export const ENRICH_QUEUE = 'whatsapp-incoming-enrich';

/** Learns of a client what their messages tell. */
export const enrichClient = defineJob({
  name: 'client.enrich',
  payload: z.object({ organizationId: id, clientId: id }),
  queueName: () => ENRICH_QUEUE,
  subject: ({ clientId }) => clientId,
  owner: ({ organizationId }) => organizationId,
  attempts: 3,
  backoffMs: 2_000,
});

/** As callers see it: 1 normal, 5 agents, 10 urgent, which a person's answer in a conversation is. Higher goes first. */
export const SEND_PRIORITY = { normal: 1, agent: 5, urgent: 10 } as const;

/** A number as text, since payloads are of text; of an earlier version's job it is missing. */
const priority = z
  .string()
  .regex(/^([1-9]|10)$/)
  .optional();

/** Sends one message through its channel. */
export const sendMessage = defineJob({
  name: 'message.send',
  payload: z.object({ organizationId: id, channelId: id, messageId: id, priority }),
  queueName: ({ channelId }) => sendQueueName(channelId),
  subject: ({ messageId }) => messageId,
  priority: (payload) => Number(payload.priority ?? SEND_PRIORITY.normal),
  attempts: 3,
  backoffMs: 2_000,
});

/** Fetches the file of an incoming message. */
export const downloadMedia = defineJob({
  name: 'media.download',
  payload: z.object({ organizationId: id, channelId: id, mediaId: id, messageId: id }),
  queueName: ({ channelId }) => mediaQueueName(channelId),
  subject: ({ mediaId }) => mediaId,
  attempts: 5,
  backoffMs: 2_000,
});

/** Asks a channel for a person's name and picture, and for a number that is missing. */
export const lookUpClient = defineJob({
  name: 'client.look-up',
  payload: z.object({ organizationId: id, channelId: id, clientId: id }),
  queueName: ({ channelId }) => lookUpQueueName(channelId),
  subject: ({ clientId }) => clientId,
  attempts: 2,
  backoffMs: 60_000,
});

/** The queue on which broadcasts wait for their next messages to be made. */
export const BROADCAST_QUEUE = 'broadcast-dispatch';

/** Makes the next messages of a broadcast: one job for all of its recipients. */
export const dispatchBroadcast = defineJob({
  name: 'broadcast.dispatch',
  payload: z.object({ organizationId: id, broadcastId: id }),
  queueName: () => BROADCAST_QUEUE,
  subject: ({ broadcastId }) => broadcastId,
  attempts: 3,
  backoffMs: 2_000,
});

/** Told to every worker when an organisation wants a channel to run or to stop. */
export const channelDesiredState = {
  name: 'channel.desired-state',
  payload: z.object({ channelId: id }),
  of: (payload: { channelId: string }) => ({ name: 'channel.desired-state', payload }),
} as const;

/** Every job there is, by its name. */
export const jobCatalogue: ReadonlyMap<string, JobDefinition> = new Map(
  [
    widen(processInbound),
    widen(enrichClient),
    widen(sendMessage),
    widen(downloadMedia),
    widen(lookUpClient),
    widen(dispatchBroadcast),
  ].map((job) => [job.name, job]),
);

/** Forgets the payload's exact type: the relay knows a job by its name alone, so the schema decides. */
function widen<Payload extends JobPayload>(job: JobDefinition<string, Payload>): JobDefinition {
  const { priority: priorityOf, ...rest } = job;
  return {
    ...rest,
    ...(priorityOf && { priority: (payload) => priorityOf(job.payload.parse(payload)) }),
    queueName: (payload) => job.queueName(job.payload.parse(payload)),
    subject: (payload) => job.subject(job.payload.parse(payload)),
  };
}
