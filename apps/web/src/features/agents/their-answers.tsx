import type { AgentSettings } from '@soul-kg-crm/shared/settings';
import { useTranslations } from 'next-intl';
import { Overtaken } from '@/components/overtaken';

interface TheirAnswersProps {
  answers: AgentSettings['answers'];
  onTake(): void;
  onKeepOwn(): void;
}

/** The answers as a colleague has stored them while somebody else was at them. */
export function TheirAnswers({ answers, onTake, onKeepOwn }: TheirAnswersProps) {
  const t = useTranslations('agents.theirs');
  const texts = { title: t('title'), text: t('text'), keepOwn: t('keepOwn'), take: t('take') };
  return (
    <Overtaken {...{ texts, onTake, onKeepOwn }}>
      {answers.length === 0 ? <p>{t('none')}</p> : null}
      <ol className="relative grid max-h-64 gap-2 overflow-y-auto">
        {answers.map(({ keywords, text }) => (
          <li key={`${keywords.join()} ${text}`} className="wrap-anywhere">
            <span className="font-medium">{keywords.join(', ')}</span>: {text}
          </li>
        ))}
      </ol>
    </Overtaken>
  );
}
