import { expect, test } from 'vitest';
import { getDefaultWhatsAppSettings, quietForMs, validateWhatsAppSettings } from '../src/settings/index.ts';

const fieldsOf = (value: unknown) => {
  const result = validateWhatsAppSettings(value);
  return result.ok ? [] : result.problems.map(({ field }) => field);
};

const { rateLimiting, safety } = getDefaultWhatsAppSettings();

test('messagesPerMinute is 10 unless it was changed', () => expect(rateLimiting.messagesPerMinute).toBe(10));
test('messagesPerHour is 100 unless it was changed', () => expect(rateLimiting.messagesPerHour).toBe(100));
test('messagesPerDay is 500 unless it was changed', () => expect(rateLimiting.messagesPerDay).toBe(500));
test('concurrency is 3 unless it was changed', () => expect(rateLimiting.concurrency).toBe(3));
test('enableMassSending is false unless it was changed', () => expect(safety.enableMassSending).toBe(false));
test('requireConfirmation is true unless it was changed', () =>
  expect(safety.requireConfirmation).toBe(true));
test('maxBatchSize is 50 unless it was changed', () => expect(safety.maxBatchSize).toBe(50));

test('what is missing is filled in', () => {
  const defaults = getDefaultWhatsAppSettings();
  for (const value of [undefined, null, {}]) {
    expect(validateWhatsAppSettings(value)).toEqual({ ok: true, settings: defaults });
  }
  const given = validateWhatsAppSettings({ rateLimiting: { messagesPerMinute: 20 } });
  expect(given).toMatchObject({
    settings: { rateLimiting: { messagesPerMinute: 20, messagesPerHour: 100 } },
  });
});

test.each([
  [{ rateLimiting: { messagesPerMinute: 21 } }, 'rateLimiting.messagesPerMinute'],
  [{ rateLimiting: { messagesPerMinute: 0 } }, 'rateLimiting.messagesPerMinute'],
  [{ rateLimiting: { messagesPerHour: 0 } }, 'rateLimiting.messagesPerHour'],
  [{ rateLimiting: { messagesPerDay: 1e9 } }, 'rateLimiting.messagesPerDay'],
  [{ safety: { maxBatchSize: 1.5 } }, 'safety.maxBatchSize'],
  [{ quietHours: { from: '25:00' } }, 'quietHours.from'],
  [{ quietHours: { enabled: true, timeZone: 'Mars/Base' } }, 'quietHours.timeZone'],
  [{ quietHours: { enabled: true, from: '08:00', to: '08:00' } }, 'quietHours.to'],
  ['text', 'settings'],
])('what is unreasonable is refused at its field: %j', (value, field) => {
  expect(fieldsOf(value)).toEqual([field]);
});

test('what is advised for a new number can be set, whatever the other limits are', () => {
  expect(fieldsOf({ rateLimiting: { messagesPerHour: 5, messagesPerDay: 20 } })).toEqual([]);
  expect(fieldsOf({ rateLimiting: { messagesPerDay: 20 } })).toEqual([]);
});

test('quiet hours that are off keep nobody from changing something else', () => {
  expect(
    fieldsOf({ quietHours: { enabled: false, timeZone: 'Mars/Base', from: '08:00', to: '08:00' } }),
  ).toEqual([]);
});

test('quiet hours over midnight, in their own time zone', () => {
  const hours = { enabled: true, from: '22:00', to: '08:00', timeZone: 'Asia/Bishkek' };
  const at = (utc: string) => quietForMs(hours, Date.parse(`2026-03-01T${utc}Z`));
  expect(at('15:59:59')).toBe(0);
  expect(at('16:00:00')).toBe(10 * 3_600_000);
  expect(at('01:59:30')).toBe(30_000);
  expect(at('02:00:00')).toBe(0);
  expect(quietForMs({ ...hours, enabled: false }, Date.parse('2026-03-01T18:00Z'))).toBe(0);
});
