'use client';

import type { QueueOfNumberModel } from '@soul-kg-crm/shared/contract';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { ageOf } from './age-of';
import { HoldUps } from './hold-ups';
import { TakeBackWaiting } from './take-back-waiting';

/** A number, what lies on its queues, and why it stands still. */
export function NumberQueue({ number, at }: { number: QueueOfNumberModel; at: string }) {
  const sessions = useTranslations('sessions.state');
  const { channelId, name, phoneNumber, status, outgoing } = number;
  return (
    <Card className="grid gap-4">
      <p className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
        <Link
          href={`/dashboard/settings/whatsapp/${channelId}`}
          className="truncate font-semibold underline-offset-4 hover:underline"
        >
          {name}
        </Link>
        <Badge tone={status === 'CONNECTED' ? 'accent' : 'neutral'}>{sessions(status)}</Badge>
        {phoneNumber ? (
          <span className="text-sm tabular-nums text-muted-foreground">{phoneNumber}</span>
        ) : null}
      </p>
      <Counts number={number} />
      <HoldUps holdUps={outgoing.holdUps} />
      <Waiting number={number} at={at} />
      <TakeBackWaiting channelId={channelId} waiting={outgoing.waiting} />
    </Card>
  );
}

function Counts({ number: { outgoing, incoming } }: { number: QueueOfNumberModel }) {
  const t = useTranslations('queues.numbers');
  const format = useFormatter();
  const counts = [
    ['waiting', outgoing.waiting, false],
    ['active', outgoing.active, false],
    ['completed', outgoing.completed, false],
    ['failed', outgoing.failed, true],
    ['incoming', incoming.waiting, false],
    ['dead', incoming.failed, true],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3 lg:grid-cols-6">
      {counts.map(([name, value, isTrouble]) => (
        <div key={name} className="grid content-between gap-0.5">
          <dt className="text-sm leading-snug text-muted-foreground">{t(name)}</dt>
          <dd
            className={cn(
              'font-medium tabular-nums',
              isTrouble && value > 0 && 'font-semibold text-destructive',
            )}
          >
            {format.number(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Waiting({ number: { outgoing, jobs }, at }: { number: QueueOfNumberModel; at: string }) {
  const t = useTranslations('queues.numbers');
  const age = useTranslations('queues.age');
  const { waiting, oldestWaitingAt, holdUps } = outgoing;
  if (waiting === 0 || oldestWaitingAt === null) {
    return <p className="text-sm text-muted-foreground">{t('nothing')}</p>;
  }
  const { unit, value } = ageOf(oldestWaitingAt, at);
  return (
    <div className="grid gap-0.5 text-sm text-muted-foreground">
      {holdUps.length === 0 ? <p>{t('free')}</p> : null}
      <p>{t('oldest', { age: age(unit, { value }) })}</p>
      {jobs ? (
        <p>{t('jobs', { waiting: jobs.waiting, delayed: jobs.delayed, active: jobs.active })}</p>
      ) : null}
    </div>
  );
}
