import * as z from 'zod';

const record = z.record(z.string(), z.unknown());
const mergedFrom = z.object({
  from: z.object({ id: z.string(), name: z.string(), phone: z.string().nullable() }),
});
const agents = z.looseObject({ answers: z.array(z.unknown()).transform(({ length }) => length) });
const agentsChange = z.object({ before: agents, after: agents });

/** What people may be shown of an entry's details: never a text that somebody wrote, be it a note or a prepared answer. */
export function shownDetails(action: string, details: unknown): Record<string, unknown> {
  switch (action) {
    case 'client.merged':
      return mergedFrom.safeParse(details).data ?? {};
    case 'settings.agents_updated':
      return agentsChange.safeParse(details).data ?? {};
    default:
      return record.safeParse(details).data ?? {};
  }
}
