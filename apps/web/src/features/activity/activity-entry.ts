import type { ActivityModel } from '@soul-kg-crm/shared/contract';

/** What of an entry the page needs. */
export type ActivityEntry = Pick<ActivityModel, 'at' | 'apiKeyName' | 'action' | 'details' | 'reason'> & {
  actor: { name: string | null } | null;
  target: Omit<ActivityModel['target'], 'conversationId'> & { conversationId: string | null };
};
