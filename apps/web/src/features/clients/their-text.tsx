import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { handOnFocus } from '@/components/hand-on-focus';
import { Button } from '@/components/ui/button';
import { Textarea } from '@/components/ui/textarea';

interface TheirTextProps {
  text: string;
  onTake(): void;
  onKeepOwn(): void;
}

const goOnWriting = handOnFocus((field) => field.querySelector('textarea'));

/** A colleague has changed a text while somebody else was at it: theirs to look at, and which of both is to stay. */
export function TheirText({ text, onTake, onKeepOwn }: TheirTextProps) {
  const t = useTranslations('clients.theirs');
  return (
    <section
      ref={goOnWriting}
      aria-label={t('title')}
      className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-xl bg-warning p-3 text-sm text-warning-foreground"
    >
      <p role="status" className="flex items-start gap-2.5">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          <span className="block font-medium">{t('title')}</span>
          {t(text === '' ? 'empty' : 'text')}
        </span>
      </p>
      {text === '' ? null : <Textarea readOnly rows={3} dir="auto" aria-label={t('stored')} value={text} />}
      <div className="flex flex-wrap gap-2">
        <Button variant="secondary" size="sm" onClick={onKeepOwn}>
          {t('keepOwn')}
        </Button>
        <Button variant="secondary" size="sm" onClick={onTake}>
          {t('take')}
        </Button>
      </div>
    </section>
  );
}
