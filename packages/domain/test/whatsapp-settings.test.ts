import { getDefaultWhatsAppSettings } from '@soul-kg-crm/shared/settings';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getWhatsAppSettings, updateWhatsAppSettings } from '../src/settings/whatsapp-settings.ts';
import { type TestOrganization, testOrganization } from './support/organization.ts';

let org: TestOrganization;

beforeAll(async () => {
  org = await testOrganization();
});

afterAll(() => org?.[Symbol.asyncDispose]());

const update = (patch: Parameters<typeof updateWhatsAppSettings>[1]['patch']) =>
  updateWhatsAppSettings(org.scope, { patch, actorId: org.userId });

test('an organisation that never changed anything has the defaults', async () => {
  expect(await getWhatsAppSettings(org.scope)).toEqual(getDefaultWhatsAppSettings());
});

test('a change keeps all other settings of the organisation', async () => {
  await org.scope.db.organization.updateMany({ data: { settings: { theme: 'dark' } } });
  await update({ rateLimiting: { messagesPerMinute: 12 } });
  const row = await org.scope.db.organization.findFirstOrThrow();
  expect(row.settings).toMatchObject({
    theme: 'dark',
    whatsapp: { rateLimiting: { messagesPerMinute: 12, messagesPerHour: 100 } },
  });
});

test('a change is logged with who made it, before and after, and is announced', async () => {
  await update({ rateLimiting: { messagesPerMinute: 10 } });
  await org.announced();
  await update({ rateLimiting: { messagesPerMinute: 15 } });
  expect(await org.announced()).toEqual(['settings.updated']);
  expect(await org.scope.db.activity.findFirstOrThrow({ orderBy: { id: 'desc' } })).toMatchObject({
    actorId: org.userId,
    action: 'settings.whatsapp_updated',
    details: {
      before: { rateLimiting: { messagesPerMinute: 10 } },
      after: { rateLimiting: { messagesPerMinute: 15 } },
    },
  });
  await update({ rateLimiting: { messagesPerMinute: 15 } });
  expect(await org.announced()).toEqual([]);
});

test('what stands there unreadably counts as never set', async () => {
  const settings = { whatsapp: { rateLimiting: { messagesPerMinute: 'plenty' } } };
  await org.scope.db.organization.updateMany({ data: { settings } });
  expect(await getWhatsAppSettings(org.scope)).toEqual(getDefaultWhatsAppSettings());
});

test('two changes at once both stay', async () => {
  await Promise.all([
    update({ safety: { maxBatchSize: 30 } }),
    update({ rateLimiting: { messagesPerHour: 90 } }),
    update({ quietHours: { enabled: true } }),
  ]);
  expect(await getWhatsAppSettings(org.scope)).toMatchObject({
    safety: { maxBatchSize: 30 },
    rateLimiting: { messagesPerHour: 90 },
    quietHours: { enabled: true },
  });
});

test('what is unreasonable changes nothing and names its field', async () => {
  const before = await getWhatsAppSettings(org.scope);
  await expect(update({ rateLimiting: { messagesPerHour: 0 } })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    fields: [{ field: 'rateLimiting.messagesPerHour' }],
  });
  expect(await getWhatsAppSettings(org.scope)).toEqual(before);
});
