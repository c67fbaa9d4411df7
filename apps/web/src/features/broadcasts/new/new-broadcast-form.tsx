'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { AudienceFields } from './audience-fields';
import { audienceOf, channelOf, type Draft, emptyDraft, isReady } from './draft';
import { MessageFields } from './message-fields';
import { PreviewPanel } from './preview-panel';

/** The draft, and then what it would be; what was written stays when somebody goes back. */
export function NewBroadcastForm() {
  const t = useTranslations('broadcasts');
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const preview = useMutation(api.broadcasts.preview.mutationOptions());
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  if (preview.data) return <PreviewPanel draft={draft} preview={preview.data} onBack={preview.reset} />;
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        preview.mutate({ audience: audienceOf(draft), ...channelOf(draft) });
      }}
    >
      <AudienceFields draft={draft} onChange={change} />
      <MessageFields draft={draft} onChange={change} />
      {preview.error ? (
        <p role="alert" className="text-destructive">
          {preview.error.message}
        </p>
      ) : null}
      <Button
        type="submit"
        size="lg"
        className="justify-self-end"
        disabled={!isReady(draft) || preview.isPending}
      >
        {t('preview.action')}
      </Button>
    </form>
  );
}
