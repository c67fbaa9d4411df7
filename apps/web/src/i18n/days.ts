const DAY_MS = 24 * 3600 * 1000;

/** Midnight of a moment's day, on this clock. */
export function dayOf(moment: Date): Date {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
}

/** Whole days from one midnight to another; a day of 23 or 25 hours counts as one. */
export function daysBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / DAY_MS);
}
