import type { ClientStatus, MessageDirection, MessageKind, MessageSender } from '@soul-kg-crm/shared/enums';
import type { AgentSettings } from '@soul-kg-crm/shared/settings';

/** Somebody who answers customers by itself. It changes nothing: what it decides is done for it, once. */
export interface Agent {
  /** Its name in settings, in analytics and beside its messages. */
  readonly type: string;
  /** Called with all that a customer wrote in one go; may be called again with the same after a crash. */
  onInboundMessage(context: AgentContext): Promise<AgentDecision>;
}

export type AgentDecision =
  | { kind: 'reply'; content: string }
  /** A person is to go on; the agent is silent until somebody gives the conversation back. `reason`: a code. */
  | { kind: 'handOver'; reason?: string | undefined; content?: string | undefined }
  | { kind: 'nothing' };

/** All that an agent is told. */
export interface AgentContext {
  organizationId: string;
  conversationId: string;
  client: AgentClient;
  /** What the customer wrote since the last answer, oldest first; never empty. */
  batch: readonly AgentMessage[];
  /** The conversation's newest messages, the batch among them, oldest first; calls, too, which have no content. */
  recent: readonly AgentMessage[];
  settings: AgentSettings;
  at: Date;
  /** Aborted when the answer is not wanted any more: a person took over, or the customer wrote on. */
  signal: AbortSignal;
}

export interface AgentClient {
  id: string;
  name: string;
  /** BCP 47; null while unknown. */
  language: string | null;
  status: ClientStatus;
  /** ISO 3166-1 alpha-2, by the number. */
  country: string | null;
  /** IANA name. */
  timeZone: string | null;
  /** How to speak to them. */
  manner: 'formal' | 'respectful' | 'casual';
}

export interface AgentMessage {
  id: string;
  direction: MessageDirection;
  sender: MessageSender;
  /** The agent's type, where one wrote it. */
  senderId: string | null;
  kind: MessageKind;
  content: string;
  /** The emoji with which the customer reacted to it. */
  reaction: string | null;
  at: Date;
}
