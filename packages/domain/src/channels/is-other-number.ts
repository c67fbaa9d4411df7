/**
 * Whether a channel that knew the one number is linked to another now. Only two phone numbers tell: the same account may
 * be known by its privacy id as well, or by nothing yet.
 */
export function isOtherNumber(before: string | null, now: string): boolean {
  return isNumber(before) && isNumber(now) && before !== now;
}

/** Whether a channel knew its number, and what is given now does not tell whether it is the same one. */
export function isUntoldNumber(before: string | null, now: string): boolean {
  return isNumber(before) && !isNumber(now);
}

/** Whether it is a phone number by which an account is known. */
export function isNumber(account: string | null): boolean {
  return account?.startsWith('+') ?? false;
}
