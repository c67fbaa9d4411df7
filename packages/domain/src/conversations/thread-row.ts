import {
  mediaStatus,
  messageDirection,
  messageKind,
  messageSender,
  messageStatus,
} from '@soul-kg-crm/shared/enums';
import * as z from 'zod';
import { moment } from '../paging/moment.ts';
import type { ThreadEntry } from './views.ts';

const quoted = z.object({
  id: z.string(),
  direction: messageDirection,
  kind: messageKind,
  content: z.string(),
});

const media = z.object({
  id: z.string(),
  kind: messageKind,
  status: mediaStatus,
  fileName: z.string(),
  mimeType: z.string(),
  size: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  durationMs: z.number().nullable(),
  errorMessage: z.string().nullable(),
});

const message = z.object({
  id: z.string(),
  clientMessageId: z.string().nullable(),
  direction: messageDirection,
  sender: messageSender,
  senderId: z.string().nullable(),
  senderName: z.string().nullable(),
  kind: messageKind,
  content: z.string(),
  status: messageStatus,
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  createdAt: moment,
  sentAt: moment.nullable(),
  deliveredAt: moment.nullable(),
  readAt: moment.nullable(),
  editedAt: moment.nullable(),
  revokedAt: moment.nullable(),
  clientReaction: z.string().nullable(),
  ownReaction: z.string().nullable(),
  quotedMessage: quoted.nullable(),
  media: media.nullable(),
});

/** A row of a thread as PostgreSQL gives it; without an id it says only that the conversation is there. */
export const threadRow = z.union([message, z.object({ id: z.null() })]);

/** The row as a thread shows it, or null where there is no message. */
export function entryOfRow(row: z.infer<typeof threadRow>, conversationId: string): ThreadEntry | null {
  return row.id === null ? null : { ...row, conversationId };
}
