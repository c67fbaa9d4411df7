'use client';

import { type ActivityAction, isActivityAction } from '@soul-kg-crm/shared/activity';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import * as z from 'zod';
import type { ActivityEntry } from './activity-entry';
import { targetHref } from './target-href';

/** What was done, with the way to what it concerns. */
export function Sentence({ entry }: { entry: ActivityEntry }) {
  const t = useTranslations('activity');
  const { action } = entry;
  if (!isActivityAction(action)) return t('other', { action });
  return <KnownSentence entry={entry} action={action} />;
}

function KnownSentence({ entry, action }: { entry: ActivityEntry; action: ActivityAction }) {
  const t = useTranslations('activity');
  const format = useFormatter();
  const details = saidDetails.parse(entry.details);
  const { from, to, recipients, count, status, agentState } = details;
  const name = useTargetName(entry.target, details.name);
  const href = targetHref(entry);
  return t.rich(`say.${action}`, {
    name,
    from: typeof from === 'string' ? from : '',
    other: typeof from === 'object' ? from.name : '',
    to,
    count: recipients ?? count,
    state: status ?? agentState,
    reason: details.reason,
    role: details.role,
    fields: format.list(details.fields.map((field) => t(`clientField.${field}`))),
    target: (text) => <Target href={href}>{text}</Target>,
  });
}

/** What sentences tell of an entry's details; each action has some of it. */
const saidDetails = z.object({
  name: z.string().optional().catch(undefined),
  from: z
    .union([z.string(), z.object({ name: z.string() })])
    .optional()
    .catch(undefined),
  to: z.string().catch(''),
  recipients: z.number().optional().catch(undefined),
  count: z.number().catch(0),
  status: z.string().optional().catch(undefined),
  agentState: z.string().catch('other'),
  reason: z.string().catch('other'),
  role: z.string().catch('other'),
  fields: z.array(z.enum(['name', 'email', 'status', 'notes', 'tags'])).catch([]),
});

/** People stand as they are called, things in quotation marks. `kept`: what it was called, where it is gone. */
function useTargetName({ type, name, isGone }: ActivityEntry['target'], kept: string | undefined): string {
  const t = useTranslations('activity');
  const known = name ?? kept;
  if (known === undefined) return t(isGone ? 'gone' : 'unnamed');
  return ['client', 'conversation', 'message', 'user', 'invitation'].includes(type)
    ? known
    : t('named', { name: known });
}

function Target({ href, children }: { href: string | null; children: ReactNode }) {
  if (href === null) return <span className="font-medium">{children}</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      className="rounded font-medium text-primary underline-offset-4 hover:underline"
    >
      {children}
    </Link>
  );
}
