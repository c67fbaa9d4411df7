import type { Agent } from '@soul-kg-crm/domain';
import type { AgentType } from '@soul-kg-crm/shared/settings';
import { receptionist } from './receptionist/receptionist.ts';

// Every agent there is, by its type; one that the settings know and nobody implements does not compile.
const agents: Record<AgentType, Agent> = { receptionist };

export const agentRegistry: ReadonlyMap<string, Agent> = new Map(Object.entries(agents));
