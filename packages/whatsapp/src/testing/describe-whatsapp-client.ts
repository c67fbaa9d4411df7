import { afterAll, beforeAll, describe } from 'vitest';
import { describeMessages } from './describe-messages.ts';
import { describeFaults, describeSessions } from './describe-sessions.ts';
import type { WhatsAppClientHarness } from './harness.ts';

const PARTS = { messages: describeMessages, sessions: describeSessions, faults: describeFaults };

/**
 * The conformance suite of the port: every adapter passes all of it, against the real thing or a stand-in. In parts, so
 * that they can run side by side.
 */
export function describeWhatsAppClient(
  name: string,
  createHarness: () => Promise<WhatsAppClientHarness>,
  parts: (keyof typeof PARTS)[] = ['messages', 'sessions', 'faults'],
): void {
  describe(name, () => {
    let harness: WhatsAppClientHarness;
    beforeAll(async () => {
      harness = await createHarness();
    });
    afterAll(async () => harness?.[Symbol.asyncDispose]());
    for (const part of parts) PARTS[part](() => harness);
  });
}
