import type { AgentSettings } from '@soul-kg-crm/shared/settings';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';

interface TheirAnswersProps {
  answers: AgentSettings['answers'];
  onTake(): void;
  onKeepOwn(): void;
}

/** A colleague has changed the answers while somebody else was at them: theirs to look at, and which of both are to stay. */
export function TheirAnswers({ answers, onTake, onKeepOwn }: TheirAnswersProps) {
  const t = useTranslations('agents.theirs');
  return (
    <section
      aria-label={t('title')}
      className="grid grid-cols-1 gap-3 rounded-xl bg-warning p-4 text-sm text-warning-foreground"
    >
      <p role="status" className="flex items-start gap-2.5">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          <span className="block font-medium">{t('title')}</span>
          {t('text')}
        </span>
      </p>
      {answers.length === 0 ? <p>{t('none')}</p> : null}
      <ol className="grid max-h-64 gap-2 overflow-y-auto">
        {answers.map(({ keywords, text }) => (
          <li key={`${keywords.join()} ${text}`} className="break-words">
            <span className="font-medium">{keywords.join(', ')}</span>: {text}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button type="button" variant="secondary" size="sm" onClick={onKeepOwn}>
          {t('keepOwn')}
        </Button>
        <Button type="button" variant="secondary" size="sm" onClick={onTake}>
          {t('take')}
        </Button>
      </div>
    </section>
  );
}
