import { Search } from 'lucide-react';
import type { Ref } from 'react';
import { cn } from './class-names';
import { Input } from './ui/input';

interface SearchFieldProps {
  ref?: Ref<HTMLInputElement>;
  /** Says what is searched; shown while the field is empty. */
  label: string;
  value: string;
  onChange(value: string): void;
  className?: string;
}

export function SearchField({ ref, label, value, onChange, className }: SearchFieldProps) {
  return (
    <div className="relative">
      <Search
        aria-hidden
        className="pointer-events-none absolute left-3 top-1/2 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <Input
        ref={ref}
        type="search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-label={label}
        placeholder={label}
        maxLength={100}
        className={cn('pl-9', className)}
      />
    </div>
  );
}
