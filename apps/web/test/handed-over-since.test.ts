import { expect, test } from 'vitest';
import { handedOverSince } from '@/features/attention/handed-over-since';

test('only who was handed over since then is called for', () => {
  const at = (id: string, since: string | null) => ({ id, agent: { since } });
  const waiting = [
    at('since', '2026-11-22T10:00:05.000Z'),
    at('before', '2026-11-22T09:59:00.000Z'),
    at('unknown', null),
  ];
  expect(handedOverSince(waiting, Date.parse('2026-11-22T10:00:00.000Z'))).toEqual(['since']);
});
