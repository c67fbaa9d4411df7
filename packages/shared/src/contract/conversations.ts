import * as z from 'zod';
import { agentState, conversationStatus } from '../enums.ts';
import { channelId, clientId, conversationId, mediaId, messageId, userId } from '../ids.ts';
import { MAX_CHOSEN_ID_LENGTH, MAX_TEXT_LENGTH } from '../text-length.ts';
import { route } from './access.ts';
import { conversationModel, messageModel } from './models.ts';
import { pageOf, pageQuery } from './paging.ts';

const byConversation = z.strictObject({ conversationId });

export const sendMessageInput = z.strictObject({
  conversationId,
  clientMessageId: z
    .string()
    .min(1)
    .max(MAX_CHOSEN_ID_LENGTH)
    .describe('Chosen by you; the same id again is the same message'),
  content: z.string().max(MAX_TEXT_LENGTH).default(''),
  mediaId: mediaId.optional().describe('A file uploaded before; with an audio file there is no content'),
  quotedMessageId: messageId.optional(),
});

export const conversationsContract = {
  list: route('AGENT')
    .route({
      method: 'GET',
      path: '/conversations',
      tags: ['conversations'],
      summary: 'The inbox, newest first',
    })
    .input(
      z.strictObject({
        ...pageQuery,
        status: conversationStatus.optional(),
        unread: z.stringbool().optional().describe('true: only those with unread messages'),
        channelId: channelId.optional().describe('Only those that run through this number'),
        agentState: agentState
          .optional()
          .describe('HANDED_OVER: only those that an agent handed over, and that wait for a person'),
        assigneeId: userId.optional(),
        clientId: clientId.optional(),
        search: z.string().trim().max(100).optional().describe('A part of the name or of the phone number'),
      }),
    )
    .output(pageOf(conversationModel)),
  countUnread: route('AGENT')
    .route({
      method: 'GET',
      path: '/conversations/unread-count',
      tags: ['conversations'],
      summary: 'How many conversations have something unread, and how many wait for a person',
    })
    .output(
      z.object({
        unreadConversations: z.int(),
        waitingConversations: z.int().describe('Open ones that an agent handed over to people'),
      }),
    ),
  get: route('AGENT')
    .route({
      method: 'GET',
      path: '/conversations/{conversationId}',
      tags: ['conversations'],
      summary: 'One conversation',
      description:
        'One that became part of another, because their clients turned out to be one person, is answered as that other one.',
    })
    .input(byConversation)
    .output(conversationModel),
  update: route('AGENT')
    .route({
      method: 'PATCH',
      path: '/conversations/{conversationId}',
      tags: ['conversations'],
      summary: 'Open, close, assign, mark read, say whether a person or the agent answers',
    })
    .input(
      z.strictObject({
        conversationId,
        status: conversationStatus.optional(),
        assigneeId: userId.nullable().optional(),
        isRead: z.literal(true).optional().describe('true marks everything in it as read'),
        upToMessageId: messageId
          .optional()
          .describe('With isRead: what came after this message stays unread'),
        agentState: agentState
          .extract(['ACTIVE', 'TAKEN_OVER'])
          .optional()
          .describe('TAKEN_OVER silences the agent at once; ACTIVE gives the conversation back to it'),
      }),
    )
    .output(conversationModel),
  listMessages: route('AGENT')
    .route({
      method: 'GET',
      path: '/conversations/{conversationId}/messages',
      tags: ['messages'],
      summary: 'Messages of a conversation, newest first',
      description: 'Of one that became part of another, those of that other one.',
    })
    .input(
      z
        .strictObject({
          conversationId,
          ...pageQuery,
          previousCursor: pageQuery.cursor.describe('previousCursor of an answer: what came after it'),
          around: messageId
            .optional()
            .describe('A message of this conversation: it, and what stands around it'),
        })
        .refine(
          ({ cursor, previousCursor, around }) => [cursor, previousCursor, around].filter(Boolean).length < 2,
          {
            path: ['cursor'],
            error: 'One of cursor, previousCursor and around at the most',
          },
        ),
    )
    .output(
      pageOf(messageModel).extend({
        previousCursor: z
          .string()
          .nullable()
          .describe('To what came after the newest of these; null where nothing did'),
      }),
    ),
  sendMessage: route('AGENT')
    .route({
      method: 'POST',
      path: '/conversations/{conversationId}/messages',
      tags: ['messages'],
      summary: 'Answer',
      description:
        'In a conversation that became part of another, the answer is stored in that other one. A person who answers silences the agent there; what a program sends with a key does not.',
      successStatus: 202,
    })
    .input(sendMessageInput)
    .output(messageModel),
  getMessage: route('AGENT')
    .route({ method: 'GET', path: '/messages/{messageId}', tags: ['messages'], summary: 'One message' })
    .input(z.strictObject({ messageId }))
    .output(messageModel),
  editMessage: route('AGENT')
    .route({
      method: 'PATCH',
      path: '/messages/{messageId}',
      tags: ['messages'],
      summary: 'Change the text of a message that has not begun to leave',
    })
    .input(
      z.strictObject({
        messageId,
        content: z.string().max(MAX_TEXT_LENGTH),
        contentFrom: z
          .string()
          .optional()
          .describe(
            'What `content` was written over: 409 where something else stands there by now; without it that is replaced',
          ),
      }),
    )
    .output(messageModel),
  cancelMessage: route('AGENT')
    .route({
      method: 'POST',
      path: '/messages/{messageId}/cancel',
      tags: ['messages'],
      summary: 'Take back a message that has not begun to leave',
    })
    .input(z.strictObject({ messageId }))
    .output(messageModel),
  retryMessage: route('AGENT')
    .route({
      method: 'POST',
      path: '/messages/{messageId}/retry',
      tags: ['messages'],
      summary: 'Send a failed message again',
      successStatus: 202,
    })
    .input(z.strictObject({ messageId }))
    .output(messageModel),
};
