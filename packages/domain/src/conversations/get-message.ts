import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import { type MessageView, messageInclude, withSenderNames } from './views.ts';

/** One message, or NOT_FOUND. */
export async function getMessage(scope: Pick<Scope, 'db'>, id: string): Promise<MessageView> {
  const message = await scope.db.message.findUnique({ where: { id }, include: messageInclude });
  if (!message) throw new Problem('NOT_FOUND');
  const [view] = await withSenderNames(scope.db, [message]);
  if (!view) throw new Problem('NOT_FOUND');
  return view;
}
