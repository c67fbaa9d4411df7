import { isBrokenReference } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';

/** Where a client, or a conversation, became part of another just then, the second look finds that one. */
export async function againWhereMerged<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    const isGone = error instanceof Problem && error.code === 'NOT_FOUND';
    if (!isGone && !isBrokenReference(error)) throw error;
    return run();
  }
}
