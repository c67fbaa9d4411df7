interface HandedOver {
  id: string;
  agent: { since: string | null };
}

/** Clocks agree to a second. */
const SLACK_MS = 1_000;

/** Which of those that wait for a person have done so only since then, by the server's clock. */
export function handedOverSince(waiting: readonly HandedOver[], sinceMs: number): string[] {
  return waiting
    .filter(({ agent }) => agent.since !== null && Date.parse(agent.since) >= sinceMs - SLACK_MS)
    .map(({ id }) => id);
}
