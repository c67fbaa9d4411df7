/** What comes while a write is under way goes into the next one, all together. */
export interface GroupedWrites<Item> {
  /** Settles as the write of the item's group does. */
  add(item: Item): Promise<void>;
}

/**
 * Writes items in their order, `most` at a time at the most, one group after the other: a lone one at once, a crowd in few
 * statements. A group that could not be written is its callers' matter; the next one goes on.
 */
export function groupedWrites<Item>(
  write: (group: Item[]) => Promise<void>,
  most: number,
): GroupedWrites<Item> {
  let waiting: { item: Item; settle: (written: Promise<void>) => void }[] = [];
  let isWriting = false;
  const run = async () => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      const written = write(group.map(({ item }) => item));
      for (const { settle } of group) settle(written);
      await written.catch(() => {});
    }
    isWriting = false;
  };
  return {
    add: (item) =>
      new Promise((resolve) => {
        waiting.push({ item, settle: resolve });
        if (isWriting) return;
        isWriting = true;
        // What is added in the same turn belongs to the first group.
        queueMicrotask(() => void run());
      }),
  };
}
