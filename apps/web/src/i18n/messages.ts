import accountEn from '../../messages/en/account.json';
import activityEn from '../../messages/en/activity.json';
import agentsEn from '../../messages/en/agents.json';
import authEn from '../../messages/en/auth.json';
import broadcastsEn from '../../messages/en/broadcasts.json';
import clientsEn from '../../messages/en/clients.json';
import commonEn from '../../messages/en/common.json';
import conversationEn from '../../messages/en/conversation.json';
import inboxEn from '../../messages/en/inbox.json';
import invitationEn from '../../messages/en/invitation.json';
import keysEn from '../../messages/en/keys.json';
import overviewEn from '../../messages/en/overview.json';
import queuesEn from '../../messages/en/queues.json';
import sessionsEn from '../../messages/en/sessions.json';
import shellEn from '../../messages/en/shell.json';
import teamEn from '../../messages/en/team.json';
import whatsappEn from '../../messages/en/whatsapp.json';
import accountRu from '../../messages/ru/account.json';
import activityRu from '../../messages/ru/activity.json';
import agentsRu from '../../messages/ru/agents.json';
import authRu from '../../messages/ru/auth.json';
import broadcastsRu from '../../messages/ru/broadcasts.json';
import clientsRu from '../../messages/ru/clients.json';
import commonRu from '../../messages/ru/common.json';
import conversationRu from '../../messages/ru/conversation.json';
import inboxRu from '../../messages/ru/inbox.json';
import invitationRu from '../../messages/ru/invitation.json';
import keysRu from '../../messages/ru/keys.json';
import overviewRu from '../../messages/ru/overview.json';
import queuesRu from '../../messages/ru/queues.json';
import sessionsRu from '../../messages/ru/sessions.json';
import shellRu from '../../messages/ru/shell.json';
import teamRu from '../../messages/ru/team.json';
import whatsappRu from '../../messages/ru/whatsapp.json';
import type { Locale } from './locales';

const ru = {
  account: accountRu,
  activity: activityRu,
  agents: agentsRu,
  auth: authRu,
  broadcasts: broadcastsRu,
  clients: clientsRu,
  common: commonRu,
  conversation: conversationRu,
  inbox: inboxRu,
  invitation: invitationRu,
  keys: keysRu,
  overview: overviewRu,
  queues: queuesRu,
  sessions: sessionsRu,
  shell: shellRu,
  team: teamRu,
  whatsapp: whatsappRu,
};

const en: Messages = {
  account: accountEn,
  activity: activityEn,
  agents: agentsEn,
  auth: authEn,
  broadcasts: broadcastsEn,
  clients: clientsEn,
  common: commonEn,
  conversation: conversationEn,
  inbox: inboxEn,
  invitation: invitationEn,
  keys: keysEn,
  overview: overviewEn,
  queues: queuesEn,
  sessions: sessionsEn,
  shell: shellEn,
  team: teamEn,
  whatsapp: whatsappEn,
};

/** Russian is the measure: the types demand every one of its keys of the others. */
export type Messages = typeof ru;

export function messagesOf(locale: Locale): Messages {
  return locale === 'ru' ? ru : en;
}
