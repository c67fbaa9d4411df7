const PREPARED = /^\s*-- prepared: (?<name>[a-z0-9_]+)\n/;

/**
 * A statement that begins with `-- prepared: its_name` is planned once for each connection instead of at each call: for
 * long ones on the busiest paths, whose planning costs more than their execution. A name stands for one text, always.
 */
export function nameOf(text: string): { name?: string } {
  const name = PREPARED.exec(text)?.groups?.name;
  return name ? { name } : {};
}
