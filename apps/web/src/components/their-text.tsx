import { useTranslations } from 'next-intl';
import { handOnFocus } from '@/components/hand-on-focus';
import { Overtaken } from '@/components/overtaken';
import { Textarea } from '@/components/ui/textarea';

interface TheirTextProps {
  text: string;
  onTake(): void;
  onKeepOwn(): void;
}

const goOnWriting = handOnFocus((field) => field.querySelector<HTMLElement>('input, textarea'));

/** A text as a colleague has stored it while somebody else was at it. */
export function TheirText({ text, onTake, onKeepOwn }: TheirTextProps) {
  const t = useTranslations('common.theirs');
  const told = t(text === '' ? 'empty' : 'text');
  const texts = { title: t('title'), text: told, keepOwn: t('keepOwn'), take: t('take') };
  return (
    <Overtaken ref={goOnWriting} {...{ texts, onTake, onKeepOwn }}>
      {text === '' ? null : <Textarea readOnly rows={3} dir="auto" aria-label={t('stored')} value={text} />}
    </Overtaken>
  );
}
