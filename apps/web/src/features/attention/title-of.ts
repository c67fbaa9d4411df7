interface Title {
  /** What the page calls itself. */
  page: string;
  /** With whom the open conversation is. */
  client: string | undefined;
  product: string;
  waiting: number;
}

/** The tab's title: how many wait in front, and the client in place of the page that shows them. */
export function titleOf({ page, client, product, waiting }: Title): string {
  const bare = client ? `${client} · ${product}` : page;
  return waiting === 0 ? bare : `(${waiting}) ${bare}`;
}
