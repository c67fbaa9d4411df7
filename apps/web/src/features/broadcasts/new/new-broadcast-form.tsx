'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { useSentenceOf } from '@/components/use-sentence-of';
import type { Owner } from '@/session/owner';
import { AudienceFields } from './audience-fields';
import { audienceOf, channelOf, type Draft, isReady } from './draft';
import { MessageFields } from './message-fields';
import { NumberFields } from './number-fields';
import { type Preview, PreviewPanel } from './preview-panel';
import { useBroadcastDraft } from './use-broadcast-draft';
import { useChosenNumber } from './use-chosen-number';

/** The draft, and then what it would be; what was written stays when somebody goes back. */
export function NewBroadcastForm({ owner }: { owner: Owner }) {
  const t = useTranslations('broadcasts');
  const sentenceOf = useSentenceOf();
  const kept = useBroadcastDraft(owner);
  const { draft, broadcastId } = kept;
  const { chosen, isNone } = useChosenNumber(draft);
  // Stays on the screen while it is counted anew.
  const [preview, setPreview] = useState<Preview | null>(null);
  const look = useMutation(api.broadcasts.preview.mutationOptions({ meta: { isQuiet: true } }));
  const change = (part: Partial<Draft>) => {
    look.reset();
    kept.change(part);
  };
  // The number that is shown: the one that was chosen may be gone by now.
  const channelId = chosen?.channelId ?? draft.channelId;
  const count = () =>
    look.mutate(
      { audience: audienceOf(draft), ...channelOf({ channelId }) },
      // Of this call, and not of the mutation: what was counted for a draft that has changed since is shown to nobody.
      { onSuccess: setPreview },
    );
  if (preview) {
    return (
      <PreviewPanel
        broadcastId={broadcastId}
        draft={draft}
        preview={preview}
        recount={{ ask: count, isPending: look.isPending, error: look.error }}
        onBack={() => setPreview(null)}
        onTaken={kept.renew}
        onSent={kept.forget}
      />
    );
  }
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)] gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        count();
      }}
    >
      <AudienceFields draft={draft} onChange={change} />
      <MessageFields draft={draft} onChange={change} />
      <NumberFields draft={draft} onChange={change} />
      {look.error ? (
        <p role="alert" className="text-destructive">
          {sentenceOf(look.error)}
        </p>
      ) : null}
      <Button
        type="submit"
        size="lg"
        className="justify-self-end"
        disabled={isNone || !isReady(draft) || look.isPending}
      >
        {t('preview.action')}
      </Button>
    </form>
  );
}
