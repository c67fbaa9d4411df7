'use client';

import { useMutation } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { signOut } from '@/session/auth-requests';
import { leaving } from '@/session/leaving';
import { AuthError } from './auth-error';

interface LeaveAccountProps {
  text?: string;
  action: string;
  /** Where to go on; the same page unless told. */
  next?: string;
}

/** For whoever has to sign out before they can go on. */
export function LeaveAccount({ text, action, next }: LeaveAccountProps) {
  const leave = useMutation({
    mutationFn: signOut,
    meta: { isQuiet: true },
    onSuccess: () => {
      leaving.tell();
      // With the page goes all that it knows of the account.
      if (next === undefined) window.location.reload();
      else window.location.replace(next);
    },
  });
  return (
    <div className="grid gap-4">
      {text ? <p className="wrap-anywhere text-sm text-muted-foreground">{text}</p> : null}
      <AuthError error={leave.error} />
      <Button
        size="lg"
        variant="secondary"
        disabled={leave.isPending || leave.isSuccess}
        onClick={() => leave.mutate()}
      >
        {action}
      </Button>
    </div>
  );
}
