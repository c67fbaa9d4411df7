import { Prisma } from '@soul-kg-crm/database';
import { SEND_PRIORITY } from '@soul-kg-crm/queue/catalogue';

// What makes a row of `messages` a person's own answer, as conditions on its columns.

/** Written here by somebody, at a person's priority, unlike what many get at once and what programs send. */
export const WRITTEN_HERE = Prisma.sql`(sender = 'HUMAN' AND sender_id IS NOT NULL AND direction = 'OUTGOING'
  AND priority >= ${SEND_PRIORITY.urgent})`;

/** Written on the phone itself, where nothing was tried by us. */
export const WRITTEN_ON_PHONE = Prisma.sql`(sender = 'HUMAN' AND direction = 'OUTGOING' AND attempts = 0
  AND provider_message_id IS NOT NULL)`;
