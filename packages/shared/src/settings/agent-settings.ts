import * as z from 'zod';

/** The agents that there are; each has its implementation in the worker. */
export const agentType = z.enum(['receptionist']);
export type AgentType = z.infer<typeof agentType>;

/** What an agent says when a customer asks by one of these words. */
const prepared = z.strictObject({
  keywords: z.array(z.string().trim().min(1).max(40)).min(1).max(20),
  text: z.string().trim().min(1).max(1_000),
});

/** `Organization.settings.agents`. */
export const agentSettings = z.strictObject({
  agentType: agentType.nullable().describe('Who answers customers by itself; null: nobody'),
  answers: z.array(prepared).max(30).describe('What the receptionist can answer'),
  handOverAfter: z
    .int()
    .min(1)
    .max(10)
    .describe('Questions in a row that it does not understand, until it asks a person to go on'),
});
export type AgentSettings = z.infer<typeof agentSettings>;

/** A change: what is missing stays as it is. */
export const agentSettingsPatch = agentSettings.partial();
export type AgentSettingsPatch = z.infer<typeof agentSettingsPatch>;

/** What an organisation has that never changed anything: customers are answered by people alone. */
export function getDefaultAgentSettings(): AgentSettings {
  return { agentType: null, answers: [], handOverAfter: 2 };
}
