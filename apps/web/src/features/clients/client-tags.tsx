'use client';

import { MAX_TAG_LENGTH, MAX_TAGS } from '@soul-kg-crm/shared/contract';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useId, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Input } from '@/components/ui/input';
import { useLeave } from './use-leave';

interface ClientTagsProps {
  tags: readonly string[];
  /** Whether they were taken. */
  onChange(tags: string[]): Promise<boolean>;
}

/** Enter or a comma adds a tag, and so does leaving the field, in whatever way. */
export function ClientTags({ tags, onChange }: ClientTagsProps) {
  const t = useTranslations('clients');
  const hint = useId();
  const isFull = tags.length >= MAX_TAGS;
  const { text, setText, add } = useNewTag({ tags, onChange });
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ',') return;
    event.preventDefault();
    void add();
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <p className="text-sm font-medium text-muted-foreground">{t('tags')}</p>
      {tags.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag} className="max-w-full">
              <Tag tag={tag} onRemove={() => void onChange(tags.filter((other) => other !== tag))} />
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
        aria-describedby={isFull ? hint : undefined}
        placeholder={isFull ? undefined : t('addTag')}
        autoCapitalize="none"
        maxLength={MAX_TAG_LENGTH}
        readOnly={isFull}
      />
      {isFull ? (
        <p id={hint} className="text-sm text-muted-foreground">
          {t('tagsFull', { max: MAX_TAGS })}
        </p>
      ) : null}
    </div>
  );
}

function useNewTag({ tags, onChange }: ClientTagsProps) {
  const [text, setText] = useState('');
  const add = async () => {
    const tag = text.trim();
    if (tag === '' || tags.length >= MAX_TAGS) return;
    setText('');
    if (tags.includes(tag) || (await onChange([...tags, tag]))) return;
    setText((since) => since || tag);
  };
  useLeave(() => void add());
  return { text, setText, add };
}

function Tag({ tag, onRemove }: { tag: string; onRemove: () => void }) {
  const t = useTranslations('clients');
  return (
    <Badge tone="accent" className="max-w-full pr-1 pointer-coarse:py-0 pointer-coarse:pr-0">
      <span title={tag} className="truncate">
        {tag}
      </span>
      <button
        type="button"
        aria-label={t('removeTag', { tag })}
        onClick={onRemove}
        className="grid shrink-0 place-content-center rounded-full p-0.5 hover:bg-foreground/10 pointer-coarse:size-10"
      >
        <X aria-hidden className="size-3" />
      </button>
    </Badge>
  );
}
