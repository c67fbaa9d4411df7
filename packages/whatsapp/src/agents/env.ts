/** Where an agent finds the messages, in a process that has not given it a database. */
export const agentDatabaseUrl = (): string | undefined => process.env.DATABASE_URL || undefined;

export class AgentsNotConfiguredError extends Error {
  constructor() {
    super('Agents need the database: set DATABASE_URL, or call configureAgents.');
    this.name = 'AgentsNotConfiguredError';
  }
}
