/** What comes while a write is under way goes into the next one, all together. */
export interface GroupedWrites<Item> {
  /** Settles as the write of the item's group does. */
  add(item: Item): Promise<void>;
}

export interface GroupedWritesOptions {
  /** The most items of a group. */
  most: number;
  /** Groups that are being written at a time; 1 keeps the order of the items. */
  atOnce?: number;
  /** The fewest items of a group that is begun beside another one; fewer wait for that one's end. 1 unless told. */
  least?: number;
}

/**
 * Writes items in their order, so many at a time at the most: a lone one at once, a crowd in few statements. A group that
 * could not be written is its callers' matter; the next one goes on.
 */
export function groupedWrites<Item>(
  write: (group: Item[]) => Promise<void>,
  { most, atOnce = 1, least = 1 }: GroupedWritesOptions,
): GroupedWrites<Item> {
  let waiting: { item: Item; settle: (written: Promise<void>) => void }[] = [];
  let writing = 0;
  const isToBeBegun = (beside: number) => waiting.length >= (beside === 0 ? 1 : least);
  const run = async () => {
    while (isToBeBegun(writing - 1)) {
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      const written = write(group.map(({ item }) => item));
      for (const { settle } of group) settle(written);
      await written.catch(() => {});
    }
    writing -= 1;
  };
  return {
    add: (item) =>
      new Promise((resolve) => {
        waiting.push({ item, settle: resolve });
        if (writing === atOnce || !isToBeBegun(writing)) return;
        writing += 1;
        // What is added in the same turn belongs to the first group.
        queueMicrotask(() => void run());
      }),
  };
}
