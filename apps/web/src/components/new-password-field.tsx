'use client';

import { Field } from '@/components/ui/field';

/** As the server asks for it. */
const MIN_PASSWORD = 8;

interface NewPasswordFieldProps {
  name: string;
  label: string;
  /** Makes the hint of how long it must be. */
  hint(values: { count: number }): string;
}

/** For a password that is only now chosen. */
export function NewPasswordField({ name, label, hint }: NewPasswordFieldProps) {
  return (
    <Field
      label={label}
      name={name}
      type="password"
      autoComplete="new-password"
      required
      minLength={MIN_PASSWORD}
      hint={hint({ count: MIN_PASSWORD })}
    />
  );
}
