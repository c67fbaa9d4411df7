/**
 * Whether a channel that knew the one number is linked to another now. Only two phone numbers tell: the same account may
 * be known by its privacy id as well, or by nothing yet.
 */
export function isOtherNumber(before: string | null, now: string): boolean {
  return Boolean(before?.startsWith('+')) && now.startsWith('+') && before !== now;
}
