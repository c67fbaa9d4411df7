import * as z from 'zod';
import { activityGroup, activityTargetType } from '../activity.ts';
import { conversationId, userId } from '../ids.ts';
import { route } from './access.ts';
import { instant } from './models.ts';
import { pageOf, pageQuery } from './paging.ts';

const moment = z.iso.datetime({ offset: true });

export const activityModel = z.object({
  id: z.uuid(),
  at: instant,
  actor: z
    .object({ id: userId, name: z.string().nullable().describe('Null where the account is gone') })
    .nullable()
    .describe('Null: the product itself, the phone, or a program with an API key'),
  apiKeyName: z.string().nullable().describe('Of the key by which a program did it, as it was called then'),
  action: z.string().describe('`channel.rename`; a version may know more of them than this one'),
  target: z.object({
    type: z.string(),
    id: z.string().nullable(),
    name: z
      .string()
      .nullable()
      .describe('As it is called now; of a message or conversation, whose it is. Null: none, or gone'),
    isGone: z.boolean(),
    conversationId: conversationId.nullable().describe('Where a message is'),
  }),
  details: z
    .record(z.string(), z.unknown())
    .describe(
      'By the action; settings as `before` and `after`. Never texts. `by`: product or program, where the action alone does not tell',
    ),
  reason: z.string().nullable().describe("Why a number failed, in the caller's language"),
});
export type ActivityModel = z.infer<typeof activityModel>;

const personModel = z.object({
  id: userId,
  name: z.string(),
  isGone: z.boolean().describe('No member any more; these stand last'),
});

export const activityContract = {
  list: route('ADMIN')
    .route({
      method: 'GET',
      path: '/activity',
      tags: ['activity'],
      summary: 'What was done, by whom and to what, newest first',
    })
    .input(
      z.strictObject({
        ...pageQuery,
        actorId: userId.optional(),
        group: activityGroup.optional().describe('The kind of what was done'),
        targetType: activityTargetType.optional(),
        targetId: z.uuid().optional(),
        from: moment.optional().describe('Not before'),
        to: moment.optional().describe('Before'),
      }),
    )
    .output(pageOf(activityModel)),
  people: route('ADMIN')
    .route({
      method: 'GET',
      path: '/activity/people',
      tags: ['activity'],
      summary:
        'Whose doings can be asked for: the people of the organisation, and those who have left their name in its log',
    })
    .output(z.object({ items: z.array(personModel) })),
};
