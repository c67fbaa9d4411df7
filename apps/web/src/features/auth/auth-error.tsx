'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ApiProblem } from '@/api/problem';
import { AuthRefusal } from '@/session/auth-requests';

const known = {
  INVALID_EMAIL_OR_PASSWORD: 'wrong',
  INVALID_EMAIL: 'invalidEmail',
  USER_ALREADY_EXISTS: 'taken',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'taken',
  PASSWORD_TOO_SHORT: 'short',
  SIGN_UP_CLOSED: 'closed',
  RATE_LIMITED: 'tooMany',
} as const;

/** What went wrong, in plain words. */
export function AuthError({ error }: { error: Error | null }) {
  const t = useTranslations('auth.errors');
  if (!error) return null;
  const isAnswer = error instanceof AuthRefusal || error instanceof ApiProblem;
  const code = isAnswer ? error.code : 'NETWORK';
  const words = isKnown(code) ? t(known[code]) : t(code === 'NETWORK' ? 'network' : 'unknown');
  // What the server's owner has to put right, told by the server with the addresses.
  const text = code === 'ORIGIN_NOT_TRUSTED' ? error.message : words;
  return (
    <p
      role="alert"
      className="flex gap-2 wrap-anywhere rounded-lg bg-destructive/10 px-3 py-2.5 text-sm text-destructive"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {/^(INVITATION|PASSWORD_LINK)_/.test(code) ? error.message : text}
    </p>
  );
}

function isKnown(code: string): code is keyof typeof known {
  return code in known;
}
