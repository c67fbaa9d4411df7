'use client';

import { type AgentSettings, agentType } from '@soul-kg-crm/shared/settings';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useMemo, useState } from 'react';
import { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { SelectField } from '@/components/ui/select-field';
import { AnswerFields } from './answer-fields';
import { type Draft, draftOf, settingsOf } from './draft';

interface AgentFormProps {
  organizationId: string;
  settings: AgentSettings;
  isAdmin: boolean;
}

const CHOICES = ['nobody', ...agentType.options] as const;

/** What is being typed stays until it is saved, whatever others save meanwhile. */
export function AgentForm({ organizationId, settings, isAdmin }: AgentFormProps) {
  const t = useTranslations('agents');
  const [draft, setDraft] = useState<Draft | null>(null);
  const stored = useMemo(() => draftOf(settings), [settings]);
  const save = useSave(organizationId, () => setDraft(null));
  const shown = draft ?? stored;
  const change = (part: Partial<Draft>) => {
    save.reset();
    setDraft({ ...shown, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate({ organizationId, ...settingsOf(shown) });
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
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit" disabled={save.isPending || draft === null}>
            {save.isPending ? t('saving') : t('save')}
          </Button>
          <p role="status" className="text-sm text-muted-foreground">
            {save.isSuccess ? t('saved') : null}
          </p>
          {save.error ? (
            <p role="alert" className="text-sm text-destructive">
              {fields.length > 0 ? t('marked') : save.error.message}
            </p>
          ) : null}
        </div>
      ) : (
        <p className="text-sm text-muted-foreground">{t('readOnly')}</p>
      )}
    </form>
  );
}

function useSave(organizationId: string, onSaved: () => void) {
  const queryClient = useQueryClient();
  return useMutation(
    api.agents.updateSettings.mutationOptions({
      meta: { isQuiet: true },
      onSuccess: (saved) => {
        const { queryKey } = api.agents.getSettings.queryOptions({ input: { organizationId } });
        queryClient.setQueryData(queryKey, saved);
        onSaved();
      },
    }),
  );
}
