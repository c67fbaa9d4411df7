import type { Scope } from '@soul-kg-crm/database';
import { Problem } from '@soul-kg-crm/shared/problems';
import type { SqlReader } from '../members/names-of-people.ts';
import { type MessageView, messageInclude, withSenderNames } from './views.ts';

/** One message, or NOT_FOUND. */
export async function getMessage(scope: Pick<Scope, 'db'> & SqlReader, id: string): Promise<MessageView> {
  const message = await scope.db.message.findUnique({ where: { id }, include: messageInclude });
  if (!message) throw new Problem('NOT_FOUND');
  const [view] = await withSenderNames(scope, [message]);
  if (!view) throw new Problem('NOT_FOUND');
  return view;
}
