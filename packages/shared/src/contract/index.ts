import { accountContract } from './account.ts';
import { activityContract } from './activity.ts';
import { agentsContract } from './agents.ts';
import { broadcastsContract } from './broadcasts.ts';
import { clientsContract } from './clients.ts';
import { conversationsContract } from './conversations.ts';
import { invitationsContract } from './invitations.ts';
import { mediaContract } from './media.ts';
import { membersContract } from './members.ts';
import { overviewContract } from './overview.ts';
import { queuesContract } from './queues.ts';
import { searchContract } from './search.ts';
import { sessionsContract } from './sessions.ts';
import { whatsappContract } from './whatsapp.ts';

/** The whole HTTP API under `/api`: the server validates by it, the web app infers from it, OpenAPI is made from it. */
export const contract = {
  account: accountContract,
  overview: overviewContract,
  whatsapp: whatsappContract,
  sessions: sessionsContract,
  queues: queuesContract,
  conversations: conversationsContract,
  clients: clientsContract,
  search: searchContract,
  broadcasts: broadcastsContract,
  media: mediaContract,
  agents: agentsContract,
  activity: activityContract,
  members: membersContract,
  invitations: invitationsContract,
};
export type Contract = typeof contract;

export { MAX_TEXT_LENGTH } from '../text-length.ts';
export type { Access, RouteMeta } from './access.ts';
export type { ApiKeyModel, InstanceModel, MeModel } from './account.ts';
export type { ActivityModel } from './activity.ts';
export {
  type AudienceInput,
  type BroadcastModel,
  type BroadcastPreviewModel,
  MAX_PICKED,
} from './broadcasts.ts';
export { clientChange, MAX_TAG_LENGTH, MAX_TAGS } from './clients.ts';
export { type InvitationModel, type InvitationOfferModel, invitationSecret } from './invitations.ts';
export { MAX_MEDIA_BYTES, MAX_UPLOAD_MS } from './media.ts';
export { type MemberModel, passwordLinkSecret } from './members.ts';
export type { ClientModel, ConversationModel, MediaModel, MessageModel } from './models.ts';
export type { OverviewModel } from './overview.ts';
export type {
  DeadLetterModel,
  FailedMessageModel,
  HoldUpCode,
  LimitModel,
  QueueOfNumberModel,
  QueueStatusModel,
} from './queues.ts';
export type { MessageHitModel } from './search.ts';
export type { ChannelSessionModel, TransitionModel } from './sessions.ts';
export type { SessionModel } from './whatsapp.ts';
