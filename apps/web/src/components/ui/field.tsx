import { type ComponentProps, type ReactNode, useId } from 'react';
import { Input } from './input';

interface FieldProps extends ComponentProps<'input'> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

/** An input with its label, its hint and what is wrong with it. */
export function Field({ label, hint, error, ...input }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <Input
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        {...input}
      />
      {note ? (
        <p
          id={`${id}-note`}
          className={error === undefined ? 'text-sm text-muted-foreground' : 'text-sm text-destructive'}
        >
          {note}
        </p>
      ) : null}
    </div>
  );
}
