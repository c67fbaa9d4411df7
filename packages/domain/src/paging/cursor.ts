import { invalidField } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';

export interface Page<Item> {
  items: Item[];
  /** Null at the end of the list. */
  nextCursor: string | null;
}

export interface PageQuery {
  cursor?: string | undefined;
  limit: number;
}

/** A place in a list that is ordered by a moment and, within it, by id. */
export interface Place {
  at: Date;
  id: string;
}

// There is no year 0 in PostgreSQL.
const at = z.iso.datetime().refine((text) => !text.startsWith('0000'));
const place = z.tuple([at, z.uuid()]);

/** The cursor after the last item of a page; the page was read with one item more than `limit`. */
export function pageOf<Item>(rows: Item[], limit: number, placeOf: (item: Item) => Place): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? cursorOf(placeOf(last)) : null };
}

/** Reads a cursor that a page gave; anything else is the caller's mistake. */
export function decodeCursor(cursor: string, field = 'cursor'): Place {
  try {
    const [at, id] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { at: new Date(at), id };
  } catch {
    throw invalidField(field, 'Not a cursor of this list');
  }
}

/** What a page gives as a cursor for a place. */
export function cursorOf({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');
}
