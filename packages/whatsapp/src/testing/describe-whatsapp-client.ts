import { afterAll, beforeAll, describe } from 'vitest';
import { describeMessages } from './describe-messages.ts';
import { describeFaults, describeSessions } from './describe-sessions.ts';
import type { WhatsAppClientHarness } from './harness.ts';

/** The conformance suite of the port: every adapter passes it, against the real thing or a stand-in. */
export function describeWhatsAppClient(
  name: string,
  createHarness: () => Promise<WhatsAppClientHarness>,
): void {
  describe(name, () => {
    let harness: WhatsAppClientHarness;
    beforeAll(async () => {
      harness = await createHarness();
    });
    afterAll(async () => harness?.[Symbol.asyncDispose]());
    describeMessages(() => harness);
    describeSessions(() => harness);
    describeFaults(() => harness);
  });
}
