import { closeAgents, sendMessageForAgent } from '@soul-kg-crm/whatsapp';

// Queues a text to a number, as an agent does: DATABASE_URL=… node examples/send-a-message.ts <organization> <phone> <text>
// With Node 22.18 or later, which runs TypeScript as it is.
// The organisation's id: GET /api/me tells it.

const [organizationId = '', to = '', content = ''] = process.argv.slice(2);
try {
  const { messageId, status } = await sendMessageForAgent(organizationId, to, content, undefined, 'example');
  console.log(`${messageId} ${status}`);
} finally {
  // An open connection to the database would keep the process running.
  await closeAgents();
}
