import { Search } from 'lucide-react';
import { type KeyboardEvent, type Ref, useId } from 'react';
import { cn } from './class-names';
import { Input } from './ui/input';
import { useTypedEarly } from './use-typed-early';

interface SearchFieldProps {
  ref?: Ref<HTMLInputElement>;
  /** Says what is searched; shown while the field is empty. */
  label: string;
  value: string;
  onChange(value: string): void;
  /** What is found, where the keys of this field walk through it. */
  results?: { listId: string; isOpen: boolean; activeId: string | undefined };
  onKeyDown?(event: KeyboardEvent): void;
  className?: string;
}

export function SearchField({
  ref,
  label,
  value,
  onChange,
  results,
  onKeyDown,
  className,
}: SearchFieldProps) {
  const id = useId();
  useTypedEarly(id, value, onChange);
  return (
    <div className="relative">
      <Search
        aria-hidden
        className="pointer-events-none absolute left-3 top-1/2 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <Input
        ref={ref}
        id={id}
        type="search"
        autoComplete="off"
        dir="auto"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        aria-label={label}
        placeholder={label}
        maxLength={100}
        className={cn('pl-9', className)}
        {...(results && comboboxOf(results))}
      />
    </div>
  );
}

function comboboxOf({ listId, isOpen, activeId }: NonNullable<SearchFieldProps['results']>) {
  return {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': isOpen,
    'aria-controls': isOpen ? listId : undefined,
    'aria-activedescendant': isOpen ? activeId : undefined,
  } as const;
}
