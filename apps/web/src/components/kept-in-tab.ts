import type * as z from 'zod';
import type { Owner } from '@/session/owner';

/** Something that is being written: in this tab, so that a look at another page or a reload does not lose it. */
export interface KeptInTab<Value> {
  /** What its owner has written in this tab; null where that is nothing, or nothing that is still understood. */
  read(storage: Storage, owner: Owner): Value | null;
  keep(storage: Storage, owner: Owner, value: Value | null): void;
}

/** `stored` reads what `write` has made of a value; without it, the value is kept as it is. */
export function keptInTab<Value>(
  name: string,
  stored: z.ZodType<Value>,
  write: (value: Value) => unknown = (value) => value,
): KeptInTab<Value> {
  const keyOf = ({ organizationId, userId }: Owner) => `${name}:${organizationId}:${userId}`;
  return {
    read(storage, owner) {
      try {
        return stored.safeParse(JSON.parse(storage.getItem(keyOf(owner)) ?? '')).data ?? null;
      } catch {
        return null;
      }
    },
    keep(storage, owner, value) {
      if (value === null) return storage.removeItem(keyOf(owner));
      try {
        storage.setItem(keyOf(owner), JSON.stringify(write(value)));
      } catch {
        // The browser keeps no more: it is written all the same, and only does not outlive the page.
      }
    },
  };
}
