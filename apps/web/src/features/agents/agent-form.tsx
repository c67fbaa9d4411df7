'use client';

import { type AgentSettings, agentType } from '@soul-kg-crm/shared/settings';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useMemo } from 'react';
import { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { SaveBar } from '@/components/save-bar';
import { Field } from '@/components/ui/field';
import { SelectField } from '@/components/ui/select-field';
import { useKeptDraft } from '@/components/use-kept-draft';
import type { Owner } from '@/session/owner';
import { AnswerFields } from './answer-fields';
import {
  begunFrom,
  type Changes,
  changesOf,
  changesWith,
  type Draft,
  draftOf,
  isChange,
  isOvertaken,
  keptAgents,
  withoutAnswers,
} from './draft';
import { TheirAnswers } from './their-answers';

interface AgentFormProps {
  /** Whose draft it is. */
  owner: Owner;
  settings: AgentSettings;
  isAdmin: boolean;
}

const CHOICES = ['nobody', ...agentType.options] as const;

/** What is being typed stays until it is saved, whatever others save meanwhile; what was not touched stays theirs. */
export function AgentForm({ owner, settings, isAdmin }: AgentFormProps) {
  const t = useTranslations('agents');
  const { draft, change: setDraft, forget } = useKeptDraft(keptAgents, owner);
  const { organizationId } = owner;
  const stored = useMemo(() => draftOf(settings), [settings]);
  const save = useSave(organizationId);
  const shown: Draft = { ...stored, ...draft };
  const replace = (next: Changes | null) => {
    if (!save.isPending) save.reset();
    setDraft(next);
  };
  const change = (typed: Partial<Draft>) => replace(changesWith(draft, typed, settings));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending || draft === null) return;
    save.mutateAsync({ organizationId, ...changesOf(draft) }).then(
      ({ answers }) => forget(draft, (typed) => begunFrom(typed, answers)),
      () => {},
    );
  };
  const problem = save.error instanceof ApiProblem ? save.error : null;
  const isRefused = problem?.code === 'CONFLICT';
  const fields = problem?.fields ?? [];
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
      {draft && isChange(draft, settings) && !save.isPending && isOvertaken(draft, settings) ? (
        <TheirAnswers
          answers={settings.answers}
          onTake={() => replace(withoutAnswers(draft))}
          onKeepOwn={() => replace(begunFrom(draft, settings.answers))}
        />
      ) : null}
      {isAdmin ? (
        <SaveBar
          save={save}
          isChanged={isChange(draft, settings)}
          onDiscard={() => replace(null)}
          hasMarks={fields.length > 0 || isRefused}
          texts={{
            ...{ save: t('save'), saving: t('saving'), saved: t('saved') },
            marked: t(isRefused ? 'theirs.refused' : 'marked'),
          }}
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
      // A colleague's answers stand there by now: they are shown beside one's own.
      onError: () => void queryClient.invalidateQueries({ queryKey: api.agents.getSettings.key() }),
    }),
  );
}
