import { isSignedOut } from '@/api/problem';

/** Leads to the sign-in, and from there back to this page, where the session is over. */
export function leaveWhenSignedOut(error: unknown): void {
  if (!isSignedOut(error)) return;
  const { pathname, search } = window.location;
  if (!pathname.startsWith('/dashboard')) return;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}
