'use client';

import type { FormEvent, ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { useIsHydrated } from '@/components/use-is-hydrated';
import { AuthError } from './auth-error';

interface AuthFormProps {
  attempt: { error: Error | null; isPending: boolean; isSuccess: boolean };
  action: string;
  onSubmit(form: FormData): void;
  children: ReactNode;
}

/** A form with a password in it, why it did not work, and its button. */
export function AuthForm({ attempt, action, onSubmit, children }: AuthFormProps) {
  const isHydrated = useIsHydrated();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  };
  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      {children}
      <AuthError error={attempt.error} />
      <Button
        type="submit"
        size="lg"
        // Until then the browser would send the form by itself.
        focusableWhenDisabled={isHydrated}
        disabled={!isHydrated || attempt.isPending || attempt.isSuccess}
      >
        {action}
      </Button>
    </form>
  );
}
