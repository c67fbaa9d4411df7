'use client';

import type { BroadcastPreviewModel } from '@soul-kg-crm/shared/contract';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { useSentenceOf } from '@/components/use-sentence-of';
import { useKeepBroadcast } from '../use-broadcasts';
import { audienceOf, type Draft } from './draft';
import { PreviewFacts } from './preview-facts';

export type Preview = Omit<BroadcastPreviewModel, 'sample'> & {
  sample: { clientId: string; name: string; phone: string }[];
};

interface PreviewPanelProps {
  /** Which one it will be, however often it is tried. */
  broadcastId: string;
  draft: Draft;
  preview: Preview;
  /** Counts them anew, where there are others by now. */
  recount: { ask(): void; isPending: boolean; error: Error | null };
  onBack(): void;
  /** An earlier version of the draft was accepted under its id, although nobody heard of it. */
  onTaken(): void;
  onSent(): void;
}

/** What the draft would be, and the last word: nothing has left before it is said. */
export function PreviewPanel(props: PreviewPanelProps) {
  const { broadcastId, draft, preview, recount, onBack, onTaken, onSent } = props;
  const t = useTranslations('broadcasts.preview');
  const sentenceOf = useSentenceOf();
  const [isConfirmed, setIsConfirmed] = useState(false);
  const [earlierId, setEarlierId] = useState<string | null>(null);
  const { total, needsConfirmation, channelId } = preview;
  const { send, create } = useSend(draft, {
    seen: { broadcastId, channelId, isConfirmed, expectedRecipients: total },
    onChanged: () => {
      setIsConfirmed(false);
      recount.ask();
    },
    onTaken: () => {
      setIsConfirmed(false);
      setEarlierId(broadcastId);
      onTaken();
    },
    onSent,
  });
  const heading = useRef<HTMLHeadingElement>(null);
  // It takes the form's place: whoever pressed the button far below begins to read at its top.
  useEffect(() => heading.current?.focus(), []);
  const isBusy = create.isPending || create.isSuccess || recount.isPending;
  const error = recount.error ?? create.error;
  return (
    <Card className="grid grid-cols-1 gap-5">
      <h2 ref={heading} tabIndex={-1} className="scroll-mt-24 text-lg font-semibold focus:outline-none">
        {t('title')}
      </h2>
      <PreviewFacts preview={preview} draft={draft} />
      {needsConfirmation ? <Confirmation isConfirmed={isConfirmed} onChange={setIsConfirmed} /> : null}
      {error ? (
        <p role="alert" className="text-destructive">
          {sentenceOf(error)}
        </p>
      ) : null}
      {earlierId === null ? null : <Earlier broadcastId={earlierId} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="secondary" disabled={isBusy} onClick={onBack}>
          {t('change')}
        </Button>
        <Button disabled={total === 0 || isBusy || (needsConfirmation && !isConfirmed)} onClick={send}>
          {t('send', { count: total })}
        </Button>
      </div>
    </Card>
  );
}

interface Sending {
  seen: { broadcastId: string; channelId: string; isConfirmed: boolean; expectedRecipients: number };
  onChanged(): void;
  onTaken(): void;
  onSent(): void;
}

/**
 * Sends the draft from the number and to as many as were shown; where there are others by now, or a confirmation is needed
 * that was not asked for, nothing has left and `onChanged` is told, and `onTaken` where an earlier version of it has been accepted.
 */
function useSend(draft: Draft, { seen, onChanged, onTaken, onSent }: Sending) {
  const router = useRouter();
  const keep = useKeepBroadcast();
  const create = useMutation(
    api.broadcasts.create.mutationOptions({
      meta: { isQuiet: true },
      onError: (error) => {
        const code = error instanceof ApiProblem ? error.code : null;
        // The settings ask for a confirmation by now: counted anew, so does the panel.
        if (code === 'RECIPIENTS_CHANGED' || code === 'CONFIRMATION_NEEDED') onChanged();
        if (code === 'BROADCAST_ID_REUSED') onTaken();
      },
      onSuccess: (broadcast) => {
        onSent();
        keep(broadcast);
        router.push(`/dashboard/broadcasts/${broadcast.id}`);
      },
    }),
  );
  const name = draft.name.trim();
  const send = () =>
    create.mutate({
      audience: audienceOf(draft),
      content: draft.content.trim(),
      ...(name !== '' && { name }),
      ...seen,
    });
  return { send, create };
}

/** What was accepted before goes on by itself; the draft that stands here would go out besides it. */
function Earlier({ broadcastId }: { broadcastId: string }) {
  const t = useTranslations('broadcasts.preview.earlier');
  return (
    <p className="text-sm">
      {t('text')}{' '}
      <Link
        href={`/dashboard/broadcasts/${broadcastId}`}
        className="rounded font-medium text-primary underline-offset-4 hover:underline"
      >
        {t('open')}
      </Link>
    </p>
  );
}

interface ConfirmationProps {
  isConfirmed: boolean;
  onChange(isConfirmed: boolean): void;
}

function Confirmation({ isConfirmed, onChange }: ConfirmationProps) {
  const t = useTranslations('broadcasts.preview');
  return (
    <label className="flex items-start gap-3 font-medium">
      <input
        type="checkbox"
        checked={isConfirmed}
        onChange={({ target }) => onChange(target.checked)}
        className="mt-0.5 size-5 shrink-0 accent-primary"
      />
      {t('confirm')}
    </label>
  );
}
