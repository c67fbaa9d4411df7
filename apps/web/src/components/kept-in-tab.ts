import type * as z from 'zod';

/** Something that is being written: in this tab, so that a look at another page or a reload does not lose it. */
export interface KeptInTab<Value> {
  /** What this person has written in this tab; null where that is nothing, or nothing that is still understood. */
  read(storage: Storage, userId: string): Value | null;
  keep(storage: Storage, userId: string, value: Value | null): void;
}

/** `stored` reads what `write` has made of a value; without it, the value is kept as it is. */
export function keptInTab<Value>(
  name: string,
  stored: z.ZodType<Value>,
  write: (value: Value) => unknown = (value) => value,
): KeptInTab<Value> {
  const keyOf = (userId: string) => `${name}:${userId}`;
  return {
    read(storage, userId) {
      try {
        return stored.safeParse(JSON.parse(storage.getItem(keyOf(userId)) ?? '')).data ?? null;
      } catch {
        return null;
      }
    },
    keep(storage, userId, value) {
      if (value === null) return storage.removeItem(keyOf(userId));
      try {
        storage.setItem(keyOf(userId), JSON.stringify(write(value)));
      } catch {
        // The browser keeps no more: it is written all the same, and only does not outlive the page.
      }
    },
  };
}
