import * as z from 'zod';

/** The fields of the settings, and who answers for a conversation; each has its name among the texts. */
export const factField = z.enum([
  ...['messagesPerMinute', 'messagesPerHour', 'messagesPerDay', 'concurrency'],
  ...['enableMassSending', 'requireConfirmation', 'maxBatchSize'],
  ...['enabled', 'from', 'to', 'timeZone'],
  ...['agentType', 'answers', 'handOverAfter'],
  'assignee',
] as const);
export type FactField = z.infer<typeof factField>;

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type FactValue = z.infer<typeof value>;

export interface Fact {
  field: FactField;
  /** Undefined where it is not known. */
  before?: FactValue;
  after: FactValue;
}

const record = z.record(z.string(), z.unknown());
const change = z.object({ before: record, after: record });
const assignment = z.object({ assigneeId: z.string().nullable(), assigneeName: z.string().optional() });

/** What an entry says besides its sentence: each setting that changed, and to whom a conversation was given. */
export function factsOf(details: unknown): Fact[] {
  const given = assignment.safeParse(details).data;
  if (given && (given.assigneeId === null || given.assigneeName !== undefined))
    return [{ field: 'assignee', after: given.assigneeName ?? null }];
  const changed = change.safeParse(details).data;
  if (!changed) return [];
  const before = leavesOf(changed.before);
  const after = leavesOf(changed.after);
  // In the order of the settings page: the database keeps its own.
  return factField.options.flatMap((field) => {
    const [old, now] = [before.get(field), after.get(field)];
    return old === undefined || now === undefined || old === now ? [] : { field, before: old, after: now };
  });
}

/** Settings lie in parts; their own names tell them apart. */
function leavesOf(settings: Record<string, unknown>): Map<FactField, FactValue> {
  const leaves = new Map<FactField, FactValue>();
  for (const [name, inner] of Object.entries(settings)) {
    const part = record.safeParse(inner).data;
    for (const [key, leaf] of part ? leavesOf(part) : []) leaves.set(key, leaf);
    const field = factField.safeParse(name).data;
    const plain = value.safeParse(inner);
    if (field && plain.success) leaves.set(field, plain.data);
  }
  return leaves;
}
