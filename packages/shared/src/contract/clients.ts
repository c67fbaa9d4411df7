import * as z from 'zod';
import { clientStatus } from '../enums.ts';
import { clientId, mergeId } from '../ids.ts';
import { route } from './access.ts';
import { clientModel, instant } from './models.ts';
import { pageOf, pageQuery } from './paging.ts';

/** Of a client. */
export const MAX_TAGS = 20;
/** What several clients became one may have more, until somebody has removed some. */
const MAX_MERGED_TAGS = 10 * MAX_TAGS;
export const MAX_TAG_LENGTH = 40;

const mergeModel = z.object({
  id: mergeId,
  /** Who the other one was. */
  name: z.string(),
  phone: z.string().nullable(),
  mergedAt: instant,
});

const tagModel = z.object({ tag: z.string(), count: z.int().describe('How many clients have it') });

/** What `field` was written over. */
const writtenOver = (field: string) =>
  z
    .array(z.string())
    .min(1)
    .max(5)
    .optional()
    .describe(
      `What \`${field}\` was written over, "" for none: 409 where somebody has written something else there by now; without it that is replaced. Several where earlier changes may or may not have come`,
    );

/** What is to become of a client; what is left out stays as it is. */
export const clientChange = z.strictObject({
  clientId,
  name: z.string().trim().min(1).max(120).optional(),
  nameFrom: writtenOver('name'),
  email: z.email().nullable().optional(),
  emailFrom: writtenOver('email'),
  status: clientStatus.optional(),
  notes: z.string().max(5000).optional(),
  notesFrom: writtenOver('notes'),
  tags: z
    .array(z.string().trim().min(1).max(MAX_TAG_LENGTH))
    .max(MAX_MERGED_TAGS)
    .optional()
    .describe(
      `At most ${MAX_TAGS}; one with more, who was merged, can only lose some. A new one that differs from one of the organisation's by its case alone becomes that one`,
    ),
});

export const clientsContract = {
  list: route('AGENT')
    .route({ method: 'GET', path: '/clients', tags: ['clients'], summary: 'Clients, newest first' })
    .input(
      z.strictObject({
        ...pageQuery,
        search: z.string().trim().max(100).optional().describe('A part of the name or of the phone number'),
        status: clientStatus.optional(),
        tag: z.string().trim().max(MAX_TAG_LENGTH).optional().describe('Has this tag'),
      }),
    )
    .output(pageOf(clientModel)),
  listTags: route('AGENT')
    .route({
      method: 'GET',
      path: '/clients/tags',
      tags: ['clients'],
      summary: 'The tags that clients have, the most used first',
    })
    .output(z.object({ items: z.array(tagModel) })),
  get: route('AGENT')
    .route({
      method: 'GET',
      path: '/clients/{clientId}',
      tags: ['clients'],
      summary: 'One client',
      description: 'One who became part of another is answered as that other one.',
    })
    .input(z.strictObject({ clientId }))
    .output(clientModel),
  update: route('AGENT')
    .route({ method: 'PATCH', path: '/clients/{clientId}', tags: ['clients'], summary: 'Change a client' })
    .input(clientChange)
    .output(clientModel),
  listMerges: route('AGENT')
    .route({
      method: 'GET',
      path: '/clients/{clientId}/merges',
      tags: ['clients'],
      summary: 'Who became part of this client because WhatsApp said that they are one person',
    })
    .input(z.strictObject({ clientId }))
    .output(z.object({ items: z.array(mergeModel) })),
  undoMerge: route('AGENT')
    .route({
      method: 'POST',
      path: '/clients/{clientId}/merges/{mergeId}/undo',
      tags: ['clients'],
      summary: 'Take a merge back; answers the client that is there again',
    })
    .input(z.strictObject({ clientId, mergeId }))
    .output(clientModel),
};
