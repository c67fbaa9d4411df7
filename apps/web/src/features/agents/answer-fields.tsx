'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { excessOf, TooLong } from '@/components/too-long';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { type DraftAnswer, filled, newAnswer } from './draft';

interface AnswerFieldsProps {
  answers: readonly DraftAnswer[];
  isReadOnly: boolean;
  onChange(answers: DraftAnswer[]): void;
  /** What is wrong with a field, `answers.0.text`. */
  errorOf(field: string): string | undefined;
}

const MOST = 30;
const MAX_ANSWER_LENGTH = 1_000;

/** The table by which the receptionist answers. */
export function AnswerFields({ answers, isReadOnly, onChange, errorOf }: AnswerFieldsProps) {
  const t = useTranslations('agents.answers');
  const sent = filled(answers);
  const replace = (changed: DraftAnswer) =>
    onChange(answers.map((answer) => (answer.key === changed.key ? changed : answer)));
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-1 font-medium">{t('title')}</legend>
      <p className="text-sm text-muted-foreground">{t('text')}</p>
      {answers.length === 0 ? <p className="text-sm text-muted-foreground">{t('none')}</p> : null}
      <ol className="grid gap-4">
        {answers.map((answer, index) => (
          <li key={answer.key} className="grid gap-4 rounded-xl border p-4">
            <AnswerRow
              answer={answer}
              number={index + 1}
              onChange={replace}
              onRemove={isReadOnly ? null : () => onChange(answers.filter(({ key }) => key !== answer.key))}
              errorOf={(field) => errorOf(`answers.${sent.indexOf(answer)}.${field}`)}
            />
          </li>
        ))}
      </ol>
      {isReadOnly ? null : (
        <Button
          type="button"
          variant="secondary"
          className="w-fit"
          disabled={answers.length >= MOST}
          onClick={() => onChange([...answers, newAnswer()])}
        >
          <Plus aria-hidden />
          {t('add')}
        </Button>
      )}
    </fieldset>
  );
}

interface AnswerRowProps {
  answer: DraftAnswer;
  number: number;
  onChange(answer: DraftAnswer): void;
  /** Null: it cannot be removed. */
  onRemove: (() => void) | null;
  errorOf(field: 'keywords' | 'text'): string | undefined;
}

function AnswerRow({ answer, number, onChange, onRemove, errorOf }: AnswerRowProps) {
  const t = useTranslations('agents.answers');
  const id = useId();
  const isTooLong = excessOf(answer.text, MAX_ANSWER_LENGTH) > 0;
  const textError = isTooLong ? undefined : errorOf('text');
  return (
    <>
      <div className="flex items-start gap-2">
        <div className="min-w-0 grow">
          <Field
            label={t('keywords')}
            hint={t('keywordsHint')}
            error={errorOf('keywords')}
            value={answer.keywords}
            onChange={({ target }) => onChange({ ...answer, keywords: target.value })}
          />
        </div>
        {onRemove ? (
          <Button
            type="button"
            variant="ghost"
            size="icon"
            className="mt-6.5"
            aria-label={t('remove', { number })}
            title={t('remove', { number })}
            onClick={onRemove}
          >
            <Trash2 aria-hidden />
          </Button>
        ) : null}
      </div>
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-sm font-medium">
          {t('answer')}
        </label>
        <Textarea
          id={id}
          rows={2}
          value={answer.text}
          aria-invalid={isTooLong || textError !== undefined}
          aria-describedby={textError === undefined ? `${id}-length` : `${id}-note`}
          onChange={({ target }) => onChange({ ...answer, text: target.value })}
        />
        <TooLong id={`${id}-length`} text={answer.text} max={MAX_ANSWER_LENGTH} />
        {textError === undefined ? null : (
          <p id={`${id}-note`} className="text-sm text-destructive">
            {textError}
          </p>
        )}
      </div>
    </>
  );
}
