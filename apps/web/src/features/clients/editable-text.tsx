'use client';

import { type KeyboardEvent, useId, useState } from 'react';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';

interface EditableTextProps {
  label: string;
  value: string;
  onSave(value: string): void;
  placeholder?: string;
  maxLength: number;
  type?: 'text' | 'email';
  isLong?: boolean;
  isRequired?: boolean;
}

/** A field that is saved when it is left; Enter saves, too, and Esc takes back. */
export function EditableText(props: EditableTextProps) {
  const { label, value, onSave, placeholder, maxLength, type = 'text', isLong, isRequired } = props;
  const id = useId();
  const [text, setText] = useState(value);
  const save = () => {
    const trimmed = text.trim();
    if (isRequired && trimmed === '') setText(value);
    else if (trimmed !== value) onSave(trimmed);
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      setText(value);
    }
    if (event.key === 'Enter' && !isLong) event.currentTarget.blur();
  };
  const shared = {
    id,
    value: text,
    maxLength,
    placeholder,
    onBlur: save,
    onKeyDown: press,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
  };
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-muted-foreground">
        {label}
      </label>
      {isLong ? <Textarea rows={4} {...shared} /> : <Input type={type} {...shared} />}
    </div>
  );
}
