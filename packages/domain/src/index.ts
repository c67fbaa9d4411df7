export type { ActivityQuery } from './activity/activity-statement.ts';
export { type ActivityView, listActivity } from './activity/list-activity.ts';
export { listPeople } from './activity/list-people.ts';
export { type ActivityEntry, recordActivity } from './activity/record-activity.ts';
export type { Agent, AgentClient, AgentContext, AgentDecision, AgentMessage } from './agents/agent.ts';
export { noticeIdOf } from './agents/agent-notice.ts';
export { failTurn, giveTurnBack, MAX_TURN_ATTEMPTS } from './agents/fail-turn.ts';
export { type ClaimedTurn, isTurnOpen, readTurn, type TurnContext } from './agents/read-turn.ts';
export { settleTurn, type TurnOutcome } from './agents/settle-turn.ts';
export type { Audience, Recipient } from './broadcasts/audience.ts';
export { type BroadcastView, getBroadcast, listBroadcasts } from './broadcasts/broadcasts.ts';
export {
  type BroadcastCommand,
  cancelBroadcast,
  pauseBroadcast,
  resumeBroadcast,
} from './broadcasts/control-broadcast.ts';
export { createBroadcast, type NewBroadcast } from './broadcasts/create-broadcast.ts';
export { BROADCAST_WINDOW, dispatchNext } from './broadcasts/dispatch-broadcast.ts';
export { listRecipients, type RecipientQuery, type RecipientView } from './broadcasts/list-recipients.ts';
export { type BroadcastPreview, previewBroadcast } from './broadcasts/preview-broadcast.ts';
export { beginCatchUp, endCatchUp, widenCatchUp } from './channels/catch-up.ts';
export { type ConnectCommand, connectChannel } from './channels/connect-channel.ts';
export { countStored } from './channels/count-stored.ts';
export { createChannel, type NewChannel } from './channels/create-channel.ts';
export { type DeleteCommand, deleteChannel } from './channels/delete-channel.ts';
export {
  type ChannelView,
  getSession,
  listSessions,
  listTransitions,
  type TransitionView,
} from './channels/list-sessions.ts';
export { channelInTheWay } from './channels/number-in-use.ts';
export { recordLoggedOut, wasLoggedOutSince } from './channels/record-logged-out.ts';
export { recordSessionFacts, type SessionFacts } from './channels/record-session-facts.ts';
export * from './channels/record-session-state.ts';
export { whyUnanswerable } from './channels/require-answerable.ts';
export { ownerOf, reasonOf } from './channels/session-reason.ts';
export { type ChannelCommand, type SessionView, sessionOf } from './channels/sessions.ts';
export { disconnectChannel, logOutChannel } from './channels/stop-channel.ts';
export { type ChannelChange, updateChannel } from './channels/update-channel.ts';
export { listWorkers, type MoveCommand, moveChannel, type WorkerView } from './channels/workers.ts';
export { type ClientQuery, type ClientView, findClient, getClient, listClients } from './clients/clients.ts';
export { type Learnt, learnAboutClient, writtenLately } from './clients/learn-about-client.ts';
export { learnIdentities } from './clients/learn-identities.ts';
export { type LookedUp, recordLookUp } from './clients/record-look-up.ts';
export { listTags, type TagView } from './clients/tags.ts';
export { type ClientMerge, listMerges, undoMerge } from './clients/undo-merge.ts';
export { type ClientChange, updateClient } from './clients/update-client.ts';
export { countUnread } from './conversations/count-unread.ts';
export { findConversation, getConversation } from './conversations/get-conversation.ts';
export { getMessage } from './conversations/get-message.ts';
export { type ConversationQuery, listConversations } from './conversations/list-conversations.ts';
export { listMessages, type ThreadPage, type ThreadQuery } from './conversations/list-messages.ts';
export { type ConversationChange, updateConversation } from './conversations/update-conversation.ts';
export type {
  ConversationView,
  InboxEntry,
  MessageView,
  ShownMedia,
  ThreadEntry,
} from './conversations/views.ts';
export {
  type ChannelEvent,
  type ReceivedAck,
  type ReceivedMessage,
  receivedMessage,
  STORED_KIND,
} from './inbound/channel-event.ts';
export { type GroupedWrites, groupedWrites } from './inbound/grouped-writes.ts';
export {
  type InboundOutcome,
  MAX_INBOUND_ATTEMPTS,
  processInboundEvent,
} from './inbound/process-inbound-event.ts';
export { handleIncomingMessage } from './inbound/record-message.ts';
export { type StoredEvent, storeInboundEvent, storeInboundEvents } from './inbound/store-inbound-event.ts';
export { storeRefusedEvent } from './inbound/store-refused-event.ts';
export { acceptAsNewAccount, acceptInvitation } from './invitations/accept-invitation.ts';
export { type InvitationView, listInvitations } from './invitations/invitations.ts';
export { invite } from './invitations/invite.ts';
export { readInvitation } from './invitations/read-invitation.ts';
export { withdrawInvitation } from './invitations/withdraw-invitation.ts';
export { DOWNLOAD_FAILED, type DownloadResult, finishDownload } from './media/finish-download.ts';
export { createLocalMediaStorage } from './media/local-media-storage.ts';
export { getMedia, readMedia, registerUpload, type Upload } from './media/media.ts';
export { mediaKindOf } from './media/media-kind.ts';
export {
  type ByteRange,
  MediaMissingError,
  type MediaStorage,
  type StoredFile,
} from './media/media-storage.ts';
export { changeRole } from './members/change-role.ts';
export { hashLinkSecret } from './members/link-secret.ts';
export { announceMembers, listMembers, type MemberView, roleOf } from './members/members.ts';
export { makePasswordLink, readPasswordLink, redeemPasswordLink } from './members/password-link.ts';
export { leaveOrganization, removeMember } from './members/remove-member.ts';
export { readAddressee } from './outbound/addressee.ts';
export { cancelMessage } from './outbound/cancel-message.ts';
export {
  type Claim,
  type ClaimedMessage,
  claimMessage,
  NEW_CHATS_BLOCKED,
  reclaimMessage,
} from './outbound/claim-message.ts';
export { editMessage } from './outbound/edit-message.ts';
export { isHeldBack } from './outbound/held-back.ts';
export { nextStatus } from './outbound/next-status.ts';
export { type ClaimRequest, noteSends, type SentReport } from './outbound/note-sends.ts';
export { OPEN_FAILURE } from './outbound/open-failure.ts';
export {
  type BulkMessage,
  type BulkResult,
  type BulkSend,
  queueBulkMessages,
} from './outbound/queue-bulk.ts';
export { isKnownMessage, type MessageDraft, queueMessage } from './outbound/queue-message.ts';
export { queueMessageToPhone } from './outbound/queue-message-to-phone.ts';
export { MAX_SEND_ATTEMPTS, recordFailure, type SendFailureReport } from './outbound/record-failure.ts';
export { recordSent, type Sent } from './outbound/record-sent.ts';
export { retryMessage } from './outbound/retry-message.ts';
export { sendMessageJob } from './outbound/send-message-job.ts';
export { sentSince } from './outbound/sent-since.ts';
export { getOverview, type Overview } from './overview/get-overview.ts';
export type { Page, PageQuery } from './paging/cursor.ts';
export { lowestIdAt } from './paging/lowest-id-at.ts';
export { cancelWaitingMessages } from './queues/cancel-waiting.ts';
export { countUnfinished, type UnfinishedOfChannel } from './queues/count-unfinished.ts';
export { type DeadLetterView, listDeadLetters } from './queues/dead-letters.ts';
export { dismissDeadLetter } from './queues/dismiss-dead-letter.ts';
export { dismissAllFailedMessages, dismissFailedMessage } from './queues/dismiss-failed-messages.ts';
export { type FailedMessageView, listFailedMessages } from './queues/failed-messages.ts';
export { retryAllDeadLetters, retryDeadLetter } from './queues/retry-dead-letters.ts';
export { retryAllFailedMessages } from './queues/retry-failed-messages.ts';
export { type TakenBack, takeBackAll } from './queues/take-back-all.ts';
export { type MessageHit, type MessageSearch, searchMessages } from './search/search-messages.ts';
export {
  type AgentSettingsChange,
  getAgentSettings,
  updateAgentSettings,
} from './settings/agent-settings.ts';
export {
  getWhatsAppSettings,
  updateWhatsAppSettings,
  type WhatsAppSettingsChange,
} from './settings/whatsapp-settings.ts';
