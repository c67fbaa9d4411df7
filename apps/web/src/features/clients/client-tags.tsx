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
  const { text, type, add } = useNewTag({ tags, onChange });
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
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
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
        onBlur={() => void add()}
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
  const add = async (typed = text, rest = '') => {
    if (tags.length >= MAX_TAGS) return;
    const added = newTags(typed, tags);
    setText(rest);
    if (added.length === 0 || (await onChange([...tags, ...added]))) return;
    setText((since) => since || added.join(', '));
  };
  /** The keyboard of a phone says nothing of the key, and several may be pasted: what is before the last comma is added. */
  const type = (next: string) => {
    const comma = next.lastIndexOf(',');
    if (comma === -1 || tags.length >= MAX_TAGS) setText(next);
    else void add(next.slice(0, comma), next.slice(comma + 1).trimStart());
  };
  useLeave(() => void add());
  return { text, type, add: () => add() };
}

/** As many as there is room for, each once. */
function newTags(text: string, tags: readonly string[]): string[] {
  const typed = text.split(',').map((tag) => tag.trim());
  const added = typed.filter((tag) => tag !== '' && !tags.includes(tag));
  return [...new Set(added)].slice(0, MAX_TAGS - tags.length);
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
