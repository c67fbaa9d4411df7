import { Prisma } from '@soul-kg-crm/database';
import * as z from 'zod';

/** A moment as seconds since 1970: to read one that is written out takes longer than to find its row. */
export function secondsOf(column: string): Prisma.Sql {
  return Prisma.raw(`date_part('epoch', ${column})`);
}

/** What `secondsOf` gives, to the millisecond that is stored. */
export const moment = z.number().transform((seconds) => new Date(Math.round(seconds * 1_000)));
