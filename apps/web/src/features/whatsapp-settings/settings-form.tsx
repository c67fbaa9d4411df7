'use client';

import type { WhatsAppSettings } from '@soul-kg-crm/shared/settings';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { SaveBar } from '@/components/save-bar';
import { useKeptDraft } from '@/components/use-kept-draft';
import type { Owner } from '@/session/owner';
import { BanWarning } from './ban-warning';
import { LimitFields } from './limit-fields';
import { QuietHoursFields } from './quiet-hours-fields';
import { SafetyFields } from './safety-fields';
import { draftWith, isChange, keptSettings, type SettingsDraft, withDraft } from './settings-draft';

interface SettingsFormProps {
  /** Whose draft it is. */
  owner: Owner;
  settings: WhatsAppSettings;
  isAdmin: boolean;
}

/** What is being typed stays until it is saved, whatever others save meanwhile; what was not touched stays theirs. */
export function SettingsForm({ owner, settings, isAdmin }: SettingsFormProps) {
  const t = useTranslations('whatsapp.settings');
  const { draft, change: setDraft, forget } = useKeptDraft(keptSettings, owner);
  const { organizationId } = owner;
  const queryClient = useQueryClient();
  const save = useMutation(
    api.whatsapp.updateSettings.mutationOptions({
      meta: { isQuiet: true },
      onSuccess: (saved) => {
        const { queryKey } = api.whatsapp.getSettings.queryOptions({ input: { organizationId } });
        queryClient.setQueryData(queryKey, saved);
      },
    }),
  );
  const shown = withDraft(settings, draft ?? {});
  const replace = (next: SettingsDraft | null) => {
    if (!save.isPending) save.reset();
    // What is typed back while it is saved is a change once it is.
    setDraft(save.isPending || isChange(next, settings) ? next : null);
  };
  const change = (typed: SettingsDraft) => replace(draftWith(draft ?? {}, typed));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending || draft === null) return;
    save.mutateAsync({ organizationId, ...draft }).then(
      () => forget(draft),
      () => {},
    );
  };
  const fields = save.error instanceof ApiProblem ? save.error.fields : [];
  const errorOf = (field: string) => fields.find((one) => one.field === field)?.message;
  const parts = { shown, change, errorOf };
  return (
    <form onSubmit={submit} noValidate aria-labelledby="settings-title" className="grid gap-8">
      <div className="grid gap-1">
        <h2 id="settings-title" className="text-lg font-semibold">
          {t('title')}
        </h2>
        <p className="text-muted-foreground">{isAdmin ? t('text') : t('readOnly')}</p>
      </div>
      <fieldset disabled={!isAdmin} className="grid gap-8">
        <div>
          <LimitFields {...parts} />
          <BanWarning rateLimiting={shown.rateLimiting} />
        </div>
        <SafetyFields {...parts} />
        <QuietHoursFields {...parts} />
      </fieldset>
      {isAdmin ? (
        <SaveBar
          save={save}
          isChanged={isChange(draft, settings)}
          onDiscard={() => replace(null)}
          hasMarks={fields.length > 0}
          texts={{ save: t('save'), saving: t('saving'), saved: t('saved'), marked: t('marked') }}
        />
      ) : null}
    </form>
  );
}
