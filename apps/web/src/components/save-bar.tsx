import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { handOnFocus } from '@/components/hand-on-focus';
import { Button } from '@/components/ui/button';
import { useSentenceOf } from '@/components/use-sentence-of';

interface SaveBarProps {
  /** The saving, as TanStack Query tells of it. */
  save: { isPending: boolean; isSuccess: boolean; error: Error | null };
  isChanged: boolean;
  /** Back to what is stored. */
  onDiscard(): void;
  /** The fields say themselves what is wrong with them. */
  hasMarks: boolean;
  texts: Record<'save' | 'saving' | 'saved' | 'marked', string>;
}

const goOnBeside = handOnFocus((bar) => bar.querySelector('button'));

/** The end of a form: its buttons, whether what stands there is in force, and what became of the last saving. */
export function SaveBar({ save, isChanged, onDiscard, hasMarks, texts }: SaveBarProps) {
  const t = useTranslations('common.unsaved');
  const sentenceOf = useSentenceOf();
  const bar = useMarksInSight(save.error, hasMarks);
  const isUnsaved = isChanged && !save.isPending;
  const saved = save.isSuccess && !isChanged ? texts.saved : null;
  return (
    <div ref={bar} className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button type="submit" disabled={save.isPending || !isChanged}>
        {save.isPending ? texts.saving : texts.save}
      </Button>
      {isUnsaved ? (
        <Button ref={goOnBeside} variant="secondary" onClick={onDiscard}>
          {t('discard')}
        </Button>
      ) : null}
      <p role="status" className="text-sm text-muted-foreground">
        {isUnsaved ? t('text') : saved}
      </p>
      {save.error ? (
        <p role="alert" className="text-sm text-destructive">
          {hasMarks ? texts.marked : sentenceOf(save.error)}
        </p>
      ) : null}
    </div>
  );
}

/** What is wrong may stand screens above the button: who pressed it goes on there, whoever writes elsewhere stays. */
function useMarksInSight(error: Error | null, hasMarks: boolean) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { activeElement } = document;
    const isHere = activeElement === document.body || bar.current?.contains(activeElement);
    if (!error || !hasMarks || !isHere) return;
    bar.current?.closest('form')?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error, hasMarks]);
  return bar;
}
