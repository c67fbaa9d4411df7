'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { cn } from '@/components/class-names';
import { excessOf, TooLong } from '@/components/too-long';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import { changeOf, following } from './typed-text';
import { useLeave } from './use-leave';

interface EditableTextProps {
  label: string;
  value: string;
  /** Whether it was taken. */
  onSave(value: string): Promise<boolean>;
  placeholder?: string;
  maxLength: number;
  type?: 'text' | 'email';
  /** A text into which much may be pasted: what is too long of it is told and not saved, rather than cut off. */
  isLong?: boolean;
  isRequired?: boolean;
}

/** A field that is saved when it is left, in whatever way; Enter saves, too, and Esc takes back. */
export function EditableText(props: EditableTextProps) {
  const { label, value, placeholder, maxLength, type = 'text', isLong } = props;
  const t = useTranslations('clients');
  const id = useId();
  const { text, setText, save, isUnsaved } = useTypedText(props);
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      setText(value);
    }
    if (event.key === 'Enter' && !isLong) event.currentTarget.blur();
  };
  const shared = {
    id,
    dir: 'auto',
    value: text,
    placeholder,
    'aria-invalid': isUnsaved || excessOf(text, maxLength) > 0,
    'aria-describedby': cn(isLong && `${id}-note`, isUnsaved && `${id}-unsaved`) || undefined,
    onBlur: save,
    onKeyDown: press,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
  };
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-muted-foreground">
        {label}
      </label>
      {isLong ? <Textarea rows={4} {...shared} /> : <Input type={type} maxLength={maxLength} {...shared} />}
      {isLong ? <TooLong id={`${id}-note`} text={text} max={maxLength} /> : null}
      {isUnsaved ? (
        <p id={`${id}-unsaved`} className="text-sm text-destructive">
          {t('unsaved')}
        </p>
      ) : null}
    </div>
  );
}

function useTypedText({ value, onSave, maxLength, isRequired = false }: EditableTextProps) {
  const [typed, setTyped] = useState({ text: value, base: value });
  const followed = following(typed, value);
  if (followed !== typed) setTyped(followed);
  const asked = useRef<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const change = changeOf(followed, isRequired);
  const isTooLong = change !== null && excessOf(change, maxLength) > 0;
  const ask = () => {
    if (change === null || isTooLong || change === asked.current) return;
    asked.current = change;
    setRefused(null);
    void onSave(change).then((isSaved) => {
      if (isSaved || asked.current !== change) return;
      // Going on asks once more.
      asked.current = null;
      setRefused(change);
    });
  };
  useLeave(ask);
  const save = () => {
    if (change === null) setTyped({ text: value, base: value });
    else ask();
  };
  const setText = (text: string) => {
    asked.current = null;
    setTyped({ text, base: value });
  };
  return { text: followed.text, setText, save, isUnsaved: change !== null && change === refused };
}
