import { type MessageStatus, messageStatus } from '@soul-kg-crm/shared/enums';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextStatus } from '../src/outbound/next-status.ts';

test.each([
  ['PENDING', 'SENDING', 'SENDING'],
  ['SENDING', 'SENT', 'SENT'],
  ['UNCONFIRMED', 'DELIVERED', 'DELIVERED'],
  ['SENT', 'FAILED', 'FAILED'],
  ['FAILED', 'SENT', 'FAILED'],
  ['FAILED', 'DELIVERED', 'DELIVERED'],
  ['DELIVERED', 'FAILED', 'DELIVERED'],
  ['READ', 'DELIVERED', 'READ'],
  ['READ', 'SENT', 'READ'],
  ['SENT', 'SENT', 'SENT'],
] as const satisfies readonly [MessageStatus, MessageStatus, MessageStatus][])(
  '%s and then %s is %s',
  (current, incoming, expected) => {
    expect(nextStatus(current, incoming)).toBe(expected);
  },
);

test('however acks are ordered and repeated, the outcome is the same', () => {
  const status = fc.constantFrom(...messageStatus.options);
  const outcome = (acks: MessageStatus[]) => acks.reduce(nextStatus, 'PENDING');
  fc.assert(
    fc.property(fc.array(status, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (acks, random) => {
      const shuffled = acks
        .concat(acks.slice(0, 3))
        .map((ack) => ({ ack, at: random.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ ack }) => ack);
      expect(outcome(shuffled)).toBe(outcome(acks));
    }),
  );
});

test('a status never goes back', () => {
  const status = fc.constantFrom(...messageStatus.options);
  fc.assert(
    fc.property(status, fc.array(status), (start, acks) => {
      let current = start;
      const passed = new Set<MessageStatus>();
      for (const ack of acks) {
        const next = nextStatus(current, ack);
        if (next !== current) passed.add(current);
        expect(passed.has(next)).toBe(false);
        current = next;
      }
    }),
  );
});
