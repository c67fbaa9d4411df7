import { useId } from 'react';

interface CheckFieldProps {
  label: string;
  hint: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

export function CheckField({ label, hint, checked, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChange(target.checked)}
        className="mt-0.5 size-5 accent-primary"
      />
      <label htmlFor={id} className="tap-area text-sm font-medium">
        {label}
      </label>
      <p id={`${id}-hint`} className="col-start-2 text-sm text-muted-foreground">
        {hint}
      </p>
    </div>
  );
}
