import type { Scope } from '@soul-kg-crm/database';
import * as z from 'zod';
import { type Page, pageOf } from '../paging/cursor.ts';
import { type ActivityQuery, activityStatement } from './activity-statement.ts';
import { shownDetails } from './shown-details.ts';

const activityRow = z.object({
  id: z.string(),
  at: z.date(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  apiKeyName: z.string().nullable(),
  action: z.string(),
  targetType: z.string(),
  targetId: z.string().nullable(),
  targetName: z.string().nullable(),
  isThere: z.boolean(),
  conversationId: z.string().nullable(),
  details: z.unknown(),
  assigneeName: z.string().nullable(),
});

export interface ActivityView {
  id: string;
  at: Date;
  actor: { id: string; name: string | null } | null;
  /** Of the key by which a program did it. */
  apiKeyName: string | null;
  action: string;
  target: {
    type: string;
    id: string | null;
    name: string | null;
    isGone: boolean;
    conversationId: string | null;
  };
  details: Record<string, unknown>;
}

/** What was done in the organisation, newest first, with the names of whom and what it concerns. */
export async function listActivity(scope: Scope, query: ActivityQuery): Promise<Page<ActivityView>> {
  const rows = await scope.statement(activityStatement(scope.organizationId, query));
  const entries = activityRow.array().parse(rows).map(viewOf);
  return pageOf(entries, query.limit, ({ at, id }) => ({ at, id }));
}

function viewOf(row: z.infer<typeof activityRow>): ActivityView {
  const { id, at, action, actorId, actorName, apiKeyName, assigneeName } = row;
  return {
    ...{ id, at, action, apiKeyName },
    actor: actorId === null ? null : { id: actorId, name: actorName },
    target: {
      ...{ type: row.targetType, id: row.targetId || null, name: row.targetName },
      ...{ isGone: !row.isThere, conversationId: row.conversationId },
    },
    details: {
      ...shownDetails(action, row.details),
      ...(assigneeName !== null && { assigneeName }),
    },
  };
}
