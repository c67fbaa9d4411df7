export {
  type AgentMessage,
  closeAgents,
  configureAgents,
  sendBulkMessagesForAgent,
  sendMessageForAgent,
} from './send-for-agent.ts';
