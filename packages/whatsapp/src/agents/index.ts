export {
  addBulkSendJobs,
  addSendMessageJob,
  type BulkSendJobs,
  type QueuedMessage,
  type SendMessageJob,
} from './add-send-jobs.ts';
export { closeAgents, configureAgents } from './agents-database.ts';
export { sendBulkMessagesForAgent, sendMessageForAgent } from './send-for-agent.ts';
