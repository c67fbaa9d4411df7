import type { ChannelView, UnfinishedOfChannel } from '@soul-kg-crm/domain';
import type { LimitUsage, QueueCounts } from '@soul-kg-crm/queue';
import type { Language } from '@soul-kg-crm/shared/problems';
import type { WhatsAppSettings } from '@soul-kg-crm/shared/settings';
import { holdUpsOf } from './hold-ups.ts';

export interface QueueFacts {
  channels: readonly ChannelView[];
  /** By channel, deleted ones too. */
  counted: ReadonlyMap<string, UnfinishedOfChannel>;
  settings: WhatsAppSettings;
  limits: readonly LimitUsage[];
  /** Null while Redis is away. */
  jobs: ReadonlyMap<string, QueueCounts> | null;
  now: Date;
}

/** The organisation's queues as the contract shows them. */
export function presentQueues(facts: QueueFacts, language: Language) {
  const { channels, counted, limits, jobs, now } = facts;
  const all = [...counted.values()];
  const sum = (countOf: (of: UnfinishedOfChannel) => number) =>
    all.reduce((total, of) => total + countOf(of), 0);
  return {
    messages: {
      waiting: sum(({ outgoing }) => outgoing.waiting),
      active: sum(({ outgoing }) => outgoing.active),
      completed: sum(({ outgoing }) => outgoing.completed),
      failed: sum(({ outgoing }) => outgoing.failed),
    },
    incoming: {
      waiting: sum(({ incoming }) => incoming.waiting),
      failed: sum(({ incoming }) => incoming.failed),
    },
    limits: limits.map(({ resetAt, ...limit }) => ({ ...limit, resetAt: text(resetAt) })),
    numbers: channels.flatMap((channel) => {
      const of = counted.get(channel.id);
      return of ? [presentNumber(facts, channel, of, language)] : [];
    }),
    isRedisAway: jobs === null,
    at: now.toISOString(),
  };
}

function presentNumber(facts: QueueFacts, channel: ChannelView, of: UnfinishedOfChannel, language: Language) {
  const { id, name, whatsAppSession: session } = channel;
  const { waiting, active, completed, failed, oldestWaitingAt } = of.outgoing;
  return {
    channelId: id,
    name,
    phoneNumber: session?.phoneNumber ?? null,
    status: session?.status ?? ('DISCONNECTED' as const),
    outgoing: {
      ...{ waiting, active, completed, failed },
      oldestWaitingAt: text(oldestWaitingAt),
      holdUps: holdUpsOf(facts, channel, of, language),
    },
    incoming: { ...of.incoming, oldestWaitingAt: text(of.incoming.oldestWaitingAt) },
    jobs: facts.jobs?.get(id) ?? null,
  };
}

function text(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
