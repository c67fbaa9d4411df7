import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { createApiKey } from './account/create-api-key.ts';
import { deleteApiKey } from './account/delete-api-key.ts';
import { instance } from './account/instance.ts';
import { listApiKeys } from './account/list-api-keys.ts';
import { me } from './account/me.ts';
import { updateMe } from './account/update-me.ts';
import { listActivityRoute } from './activity/list-activity.ts';
import { listPeopleRoute } from './activity/list-people.ts';
import { getAgentSettingsRoute } from './agents/get-settings.ts';
import { updateAgentSettingsRoute } from './agents/update-settings.ts';
import { cancelBroadcastRoute } from './broadcasts/cancel-broadcast.ts';
import { createBroadcastRoute } from './broadcasts/create-broadcast.ts';
import { getBroadcastRoute } from './broadcasts/get-broadcast.ts';
import { listBroadcastsRoute } from './broadcasts/list-broadcasts.ts';
import { listRecipientsRoute } from './broadcasts/list-recipients.ts';
import { pauseBroadcastRoute } from './broadcasts/pause-broadcast.ts';
import { previewBroadcastRoute } from './broadcasts/preview-broadcast.ts';
import { resumeBroadcastRoute } from './broadcasts/resume-broadcast.ts';
import { getClientRoute } from './clients/get-client.ts';
import { listClientsRoute } from './clients/list-clients.ts';
import { listMergesRoute } from './clients/list-merges.ts';
import { listTagsRoute } from './clients/list-tags.ts';
import { undoMergeRoute } from './clients/undo-merge.ts';
import { updateClientRoute } from './clients/update-client.ts';
import { cancelMessageRoute } from './conversations/cancel-message.ts';
import { countUnreadRoute } from './conversations/count-unread.ts';
import { editMessageRoute } from './conversations/edit-message.ts';
import { getConversationRoute } from './conversations/get-conversation.ts';
import { getMessageRoute } from './conversations/get-message.ts';
import { listConversationsRoute } from './conversations/list-conversations.ts';
import { listMessagesRoute } from './conversations/list-messages.ts';
import { retryMessageRoute } from './conversations/retry-message.ts';
import { sendMessageRoute } from './conversations/send-message.ts';
import { updateConversationRoute } from './conversations/update-conversation.ts';
import { acceptInvitationRoute } from './invitations/accept-invitation.ts';
import { createInvitationRoute } from './invitations/create-invitation.ts';
import { deleteInvitationRoute } from './invitations/delete-invitation.ts';
import { listInvitationsRoute } from './invitations/list-invitations.ts';
import { lookUpInvitationRoute } from './invitations/look-up-invitation.ts';
import { downloadMedia } from './media/download-media.ts';
import { uploadMedia } from './media/upload-media.ts';
import { leaveRoute } from './members/leave.ts';
import { listMembersRoute } from './members/list-members.ts';
import { lookUpPasswordLinkRoute } from './members/look-up-password-link.ts';
import { makePasswordLinkRoute } from './members/make-password-link.ts';
import { removeMemberRoute } from './members/remove-member.ts';
import { updateMemberRoute } from './members/update-member.ts';
import { os } from './os.ts';
import { overview } from './overview/get-overview.ts';
import { cancelWaitingRoute } from './queues/cancel-waiting.ts';
import { dismissAllFailedMessagesRoute } from './queues/dismiss-all-failed-messages.ts';
import { dismissDeadLetterRoute } from './queues/dismiss-dead-letter.ts';
import { dismissFailedMessageRoute } from './queues/dismiss-failed-message.ts';
import { queueStatusRoute } from './queues/get-status.ts';
import { listDeadLettersRoute } from './queues/list-dead-letters.ts';
import { listFailedMessagesRoute } from './queues/list-failed-messages.ts';
import { retryAllDeadLettersRoute } from './queues/retry-all-dead-letters.ts';
import { retryAllFailedMessagesRoute } from './queues/retry-all-failed-messages.ts';
import { retryDeadLetterRoute } from './queues/retry-dead-letter.ts';
import { searchMessagesRoute } from './search/search-messages.ts';
import { servedAsStream } from './served-as-stream.ts';
import { createSessionRoute } from './sessions/create-session.ts';
import { deleteSessionRoute } from './sessions/delete-session.ts';
import { getSessionRoute } from './sessions/get-session.ts';
import { listSessionsRoute } from './sessions/list-sessions.ts';
import { listTransitionsRoute } from './sessions/list-transitions.ts';
import { listWorkersRoute } from './sessions/list-workers.ts';
import { logOutRoute } from './sessions/log-out.ts';
import { moveSessionRoute } from './sessions/move-session.ts';
import { updateSessionRoute } from './sessions/update-session.ts';
import { connect } from './whatsapp/connect.ts';
import { disconnect } from './whatsapp/disconnect.ts';
import { getSettings } from './whatsapp/get-settings.ts';
import { qr } from './whatsapp/qr.ts';
import { send } from './whatsapp/send.ts';
import { sendBulk } from './whatsapp/send-bulk.ts';
import { status } from './whatsapp/status.ts';
import { updateSettings } from './whatsapp/update-settings.ts';

/** The contract's implementation; a route without one does not compile. */
export const router = os.router({
  account: { instance, me, updateMe, listApiKeys, createApiKey, deleteApiKey },
  overview: { get: overview },
  whatsapp: { connect, qr, status, disconnect, getSettings, updateSettings, send, sendBulk },
  sessions: {
    list: listSessionsRoute,
    create: createSessionRoute,
    get: getSessionRoute,
    listTransitions: listTransitionsRoute,
    update: updateSessionRoute,
    logOut: logOutRoute,
    move: moveSessionRoute,
    delete: deleteSessionRoute,
    listWorkers: listWorkersRoute,
  },
  queues: {
    status: queueStatusRoute,
    cancelWaiting: cancelWaitingRoute,
    listDeadLetters: listDeadLettersRoute,
    retryAllDeadLetters: retryAllDeadLettersRoute,
    retryDeadLetter: retryDeadLetterRoute,
    dismissDeadLetter: dismissDeadLetterRoute,
    listFailedMessages: listFailedMessagesRoute,
    retryAllFailedMessages: retryAllFailedMessagesRoute,
    dismissFailedMessage: dismissFailedMessageRoute,
    dismissAllFailedMessages: dismissAllFailedMessagesRoute,
  },
  conversations: {
    list: listConversationsRoute,
    countUnread: countUnreadRoute,
    get: getConversationRoute,
    update: updateConversationRoute,
    listMessages: listMessagesRoute,
    sendMessage: sendMessageRoute,
    getMessage: getMessageRoute,
    editMessage: editMessageRoute,
    cancelMessage: cancelMessageRoute,
    retryMessage: retryMessageRoute,
  },
  clients: {
    list: listClientsRoute,
    listTags: listTagsRoute,
    get: getClientRoute,
    update: updateClientRoute,
    listMerges: listMergesRoute,
    undoMerge: undoMergeRoute,
  },
  agents: { getSettings: getAgentSettingsRoute, updateSettings: updateAgentSettingsRoute },
  activity: { list: listActivityRoute, people: listPeopleRoute },
  members: {
    list: listMembersRoute,
    update: updateMemberRoute,
    makePasswordLink: makePasswordLinkRoute,
    lookUpPasswordLink: lookUpPasswordLinkRoute,
    remove: removeMemberRoute,
    leave: leaveRoute,
  },
  invitations: {
    list: listInvitationsRoute,
    create: createInvitationRoute,
    delete: deleteInvitationRoute,
    lookUp: lookUpInvitationRoute,
    accept: acceptInvitationRoute,
  },
  search: { messages: searchMessagesRoute },
  broadcasts: {
    preview: previewBroadcastRoute,
    create: createBroadcastRoute,
    list: listBroadcastsRoute,
    get: getBroadcastRoute,
    listRecipients: listRecipientsRoute,
    pause: pauseBroadcastRoute,
    resume: resumeBroadcastRoute,
    cancel: cancelBroadcastRoute,
  },
  media: {
    upload: os.media.upload.handler(servedAsStream),
    download: os.media.download.handler(servedAsStream),
  },
});

/** The routes that read or write streams, by their place in the contract. */
export function streamRoutes(api: ApiContext): ReadonlyMap<string, RequestHandler> {
  return new Map([
    ['media.upload', uploadMedia(api)],
    ['media.download', downloadMedia(api)],
  ]);
}
