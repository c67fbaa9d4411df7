'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Input } from '@/components/ui/input';

const MAX_TAG_LENGTH = 40;

/** Enter or a comma adds a tag. */
export function ClientTags({
  tags,
  onChange,
}: {
  tags: readonly string[];
  onChange: (tags: string[]) => void;
}) {
  const t = useTranslations('clients');
  const [text, setText] = useState('');
  const add = () => {
    const tag = text.trim();
    if (tag === '') return;
    if (!tags.includes(tag)) onChange([...tags, tag]);
    setText('');
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ',') return;
    event.preventDefault();
    add();
  };
  return (
    <div className="grid gap-2">
      <p className="text-sm font-medium text-muted-foreground">{t('tags')}</p>
      {tags.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag}>
              <Badge tone="accent" className="pr-1">
                {tag}
                <button
                  type="button"
                  aria-label={t('removeTag', { tag })}
                  onClick={() => onChange(tags.filter((other) => other !== tag))}
                  className="rounded-full p-0.5 hover:bg-foreground/10"
                >
                  <X aria-hidden className="size-3" />
                </button>
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      <Input
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
        onBlur={add}
        aria-label={t('addTag')}
        placeholder={t('addTag')}
        maxLength={MAX_TAG_LENGTH}
      />
    </div>
  );
}
