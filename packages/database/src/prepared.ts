/**
 * A statement that begins with this comment is planned once for each connection instead of at each call: for long ones on
 * the busiest paths, whose planning costs more than their execution. The name stands for one text, always.
 */
export const PREPARED = /^\s*-- prepared: ([a-z_]+)\n/;

/** pg keeps a statement under its name; the empty name is of those that are not kept. */
export function preparedNameOf(sql: string): string {
  return PREPARED.exec(sql)?.[1] ?? '';
}
