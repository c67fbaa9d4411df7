'use client';

import { type AgentSettings, agentType } from '@soul-kg-crm/shared/settings';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useMemo, useState } from 'react';
import { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { SaveBar } from '@/components/save-bar';
import { Field } from '@/components/ui/field';
import { SelectField } from '@/components/ui/select-field';
import { AnswerFields } from './answer-fields';
import { changesOf, type Draft, draftOf } from './draft';

interface AgentFormProps {
  organizationId: string;
  settings: AgentSettings;
  isAdmin: boolean;
}

const CHOICES = ['nobody', ...agentType.options] as const;

/** What is being typed stays until it is saved, whatever others save meanwhile; what was not touched stays theirs. */
export function AgentForm({ organizationId, settings, isAdmin }: AgentFormProps) {
  const t = useTranslations('agents');
  const [draft, setDraft] = useState<Partial<Draft> | null>(null);
  const stored = useMemo(() => draftOf(settings), [settings]);
  const save = useSave(organizationId);
  const shown = { ...stored, ...draft };
  const change = (typed: Partial<Draft>) => {
    if (!save.isPending) save.reset();
    setDraft({ ...draft, ...typed });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending || draft === null) return;
    const forget = () => setDraft((now) => (now === draft ? null : now));
    save.mutateAsync({ organizationId, ...changesOf(draft) }).then(forget, () => {});
  };
  const fields = save.error instanceof ApiProblem ? save.error.fields : [];
  // Of a list, the server names the list or what is in it.
  const errorOf = (field: string) =>
    fields.find((one) => one.field === field || one.field.startsWith(`${field}.`))?.message;
  return (
    <form onSubmit={submit} noValidate className="grid gap-8">
      <fieldset disabled={!isAdmin} className="grid gap-8">
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            label={t('who')}
            value={shown.agentType ?? 'nobody'}
            options={CHOICES.map((value) => ({ value, label: t(`types.${value}`) }))}
            onChange={(value) => change({ agentType: agentType.safeParse(value).data ?? null })}
          />
          <Field
            label={t('handOverAfter')}
            hint={t('handOverAfterHint')}
            error={errorOf('handOverAfter')}
            type="number"
            inputMode="numeric"
            min={1}
            max={10}
            value={shown.handOverAfter || ''}
            onChange={({ target }) => change({ handOverAfter: target.valueAsNumber || 0 })}
          />
        </div>
        <AnswerFields
          answers={shown.answers}
          isReadOnly={!isAdmin}
          onChange={(answers) => change({ answers })}
          errorOf={errorOf}
        />
      </fieldset>
      {isAdmin ? (
        <SaveBar
          save={save}
          isChanged={draft !== null}
          hasMarks={fields.length > 0}
          texts={{ save: t('save'), saving: t('saving'), saved: t('saved'), marked: t('marked') }}
        />
      ) : (
        <p className="text-sm text-muted-foreground">{t('readOnly')}</p>
      )}
    </form>
  );
}

function useSave(organizationId: string) {
  const queryClient = useQueryClient();
  return useMutation(
    api.agents.updateSettings.mutationOptions({
      meta: { isQuiet: true },
      onSuccess: (saved) => {
        const { queryKey } = api.agents.getSettings.queryOptions({ input: { organizationId } });
        queryClient.setQueryData(queryKey, saved);
      },
    }),
  );
}
