'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useId } from 'react';
import { TheirText } from '@/components/their-text';
import { excessOf, TooLong } from '@/components/too-long';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { type SavedText, useTypedText } from './use-typed-text';

interface EditableTextProps extends SavedText {
  label: string;
  placeholder?: string;
  type?: 'text' | 'email';
  /** A text into which much may be pasted: what is too long of it is told and not saved, rather than cut off. */
  isLong?: boolean;
}

/** A field that is saved when it is left, in whatever way; Enter saves, too, and Esc takes back. */
export function EditableText(props: EditableTextProps) {
  const { label, value, placeholder, maxLength, type = 'text', isLong } = props;
  const t = useTranslations('clients');
  const id = useId();
  const { text, isUnsaved, ...typed } = useTypedText(props);
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      typed.takeBack();
    }
    if (event.key === 'Enter' && !isLong) event.currentTarget.blur();
  };
  const shared = {
    id,
    dir: 'auto',
    value: text,
    placeholder,
    'aria-invalid': isUnsaved || excessOf(text, maxLength) > 0,
    onBlur: typed.save,
    onKeyDown: press,
    onChange: (event: { target: { value: string } }) => typed.setText(event.target.value),
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-muted-foreground">
        {label}
      </label>
      {isLong ? (
        <Textarea rows={4} aria-describedby={`${id}-note ${id}-unsaved`} {...shared} />
      ) : (
        <Input type={type} maxLength={maxLength} aria-describedby={`${id}-unsaved`} {...shared} />
      )}
      {isLong ? <TooLong id={`${id}-note`} text={text} max={maxLength} /> : null}
      <p id={`${id}-unsaved`} className={isUnsaved ? 'text-sm text-destructive' : 'sr-only'}>
        {isUnsaved ? t('unsaved') : null}
      </p>
      {typed.isTheirs ? (
        <TheirText text={value} onTake={typed.takeBack} onKeepOwn={typed.saveAnyway} />
      ) : null}
    </div>
  );
}
