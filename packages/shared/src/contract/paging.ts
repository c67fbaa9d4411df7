import * as z from 'zod';

/** `cursor` is what the answer before gave as `nextCursor`; its inside is nobody's business. */
export const pageQuery = {
  cursor: z.string().min(1).max(300).optional().describe('nextCursor of the answer before'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('How many at the most, 1 to 100'),
};

/** `{ items, nextCursor }`; a null cursor is the end of the list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
