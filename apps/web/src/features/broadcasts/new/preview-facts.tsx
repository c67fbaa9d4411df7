'use client';

import type { BroadcastWarning } from '@soul-kg-crm/shared/enums';
import { Clock3, Smartphone, TriangleAlert, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useNumbers } from '@/session/use-numbers';
import type { Draft } from './draft';
import { roughly } from './duration';

interface PreviewFactsProps {
  preview: {
    channelId: string;
    total: number;
    withoutPhone: number;
    durationMs: number;
    warnings: readonly BroadcastWarning[];
    sample: readonly { clientId: string; name: string; phone: string }[];
  };
  draft: Pick<Draft, 'content'>;
}

/** How many, how long, what speaks against it, who comes first, and the message as they will see it. */
export function PreviewFacts({ preview, draft }: PreviewFactsProps) {
  const t = useTranslations('broadcasts');
  const { total, withoutPhone, durationMs, sample } = preview;
  const { unit, count } = roughly(durationMs);
  // Of the number that was looked at, and that is sent from: the draft's may be gone since.
  const number = useNumbers()?.find(({ channelId }) => channelId === preview.channelId);
  const hidden =
    withoutPhone > 0 ? (
      <p className="text-muted-foreground">{t('preview.withoutPhone', { count: withoutPhone })}</p>
    ) : null;
  if (total === 0) {
    return (
      <div className="grid gap-2">
        {hidden}
        <p>{t('preview.nobody')}</p>
      </div>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="grid gap-2">
        <p className="flex items-center gap-2.5 text-lg font-semibold">
          <Users aria-hidden className="size-5 shrink-0 text-primary" />
          {t('preview.total', { count: total })}
        </p>
        <p className="flex items-center gap-2.5 text-muted-foreground">
          <Clock3 aria-hidden className="size-5 shrink-0" />
          {t('preview.duration', { duration: t(`duration.${unit}`, { count }) })}
        </p>
        {number ? (
          <p className="flex min-w-0 items-center gap-2.5 text-muted-foreground">
            <Smartphone aria-hidden className="size-5 shrink-0" />
            <span className="min-w-0 wrap-anywhere">
              {[t('from', { channel: number.name }), number.phoneNumber].filter(Boolean).join(' · ')}
            </span>
          </p>
        ) : null}
        {hidden}
      </div>
      <Warnings warnings={preview.warnings} />
      <p
        dir="auto"
        className="min-w-0 max-w-full justify-self-start whitespace-pre-wrap wrap-anywhere rounded-2xl rounded-br-sm bg-bubble-out px-4 py-2.5"
      >
        {draft.content.trim()}
      </p>
      <div className="grid grid-cols-1 gap-2">
        <h3 className="text-sm font-medium text-muted-foreground">{t('preview.sample')}</h3>
        <ul className="divide-y rounded-xl border">
          {sample.map(({ clientId, name, phone }) => (
            <li key={clientId} className="flex justify-between gap-3 px-4 py-2.5">
              <span dir="auto" className="truncate text-left font-medium">
                {name}
              </span>
              <span className="shrink-0 tabular-nums text-muted-foreground">{phone}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Warnings({ warnings }: { warnings: readonly BroadcastWarning[] }) {
  const t = useTranslations('broadcasts.warning');
  if (warnings.length === 0) return null;
  return (
    <ul className="grid gap-2 rounded-xl bg-warning p-4 text-warning-foreground">
      {warnings.map((warning) => (
        <li key={warning} className="flex items-start gap-2.5">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t(warning)}
        </li>
      ))}
    </ul>
  );
}
