import { Button } from '@/components/ui/button';
import { useSentenceOf } from '@/components/use-sentence-of';

interface SaveBarProps {
  /** The saving, as TanStack Query tells of it. */
  save: { isPending: boolean; isSuccess: boolean; error: Error | null };
  isChanged: boolean;
  /** The fields say themselves what is wrong with them. */
  hasMarks: boolean;
  texts: Record<'save' | 'saving' | 'saved' | 'marked', string>;
}

/** The end of a form: its button, and what became of the last saving. */
export function SaveBar({ save, isChanged, hasMarks, texts }: SaveBarProps) {
  const sentenceOf = useSentenceOf();
  return (
    <div className="flex flex-wrap items-center gap-4">
      <Button type="submit" disabled={save.isPending || !isChanged}>
        {save.isPending ? texts.saving : texts.save}
      </Button>
      <p role="status" className="text-sm text-muted-foreground">
        {save.isSuccess && !isChanged ? texts.saved : null}
      </p>
      {save.error ? (
        <p role="alert" className="text-sm text-destructive">
          {hasMarks ? texts.marked : sentenceOf(save.error)}
        </p>
      ) : null}
    </div>
  );
}
