import { getDefaultAgentSettings, getDefaultWhatsAppSettings } from '@soul-kg-crm/shared/settings';
import { expect, test } from 'vitest';
import { changesOf, draftOf, newAnswer } from '@/features/agents/draft';
import { draftWith, withDraft } from '@/features/whatsapp-settings/settings-draft';

test('what was not typed is not sent, and shows what a colleague has saved meanwhile', () => {
  const first = draftWith({}, { rateLimiting: { messagesPerDay: 300 } });
  const draft = draftWith(first, { rateLimiting: { concurrency: 2 } });
  expect(draft).toEqual({ rateLimiting: { messagesPerDay: 300, concurrency: 2 } });

  const settings = getDefaultWhatsAppSettings();
  const changed = { ...settings, safety: { ...settings.safety, enableMassSending: true } };
  expect(withDraft(changed, draft)).toEqual({
    ...changed,
    rateLimiting: { ...settings.rateLimiting, messagesPerDay: 300, concurrency: 2 },
  });
});

test('with the tick of quiet hours goes what was typed there and cannot be put right any more', () => {
  const typed = draftWith({ quietHours: { enabled: true } }, { quietHours: { from: '' } });
  expect(typed).toEqual({ quietHours: { enabled: true, from: '' } });
  expect(draftWith(typed, { quietHours: { enabled: false } })).toEqual({ quietHours: { enabled: false } });
});

test('of an agent only what was changed is sent, without answers in which nothing stands', () => {
  expect(changesOf({ agentType: null })).toEqual({ agentType: null });
  const { answers } = draftOf({
    ...getDefaultAgentSettings(),
    answers: [{ keywords: ['цена'], text: '500' }],
  });
  expect(changesOf({ answers: [...answers, newAnswer(' ', '')] })).toEqual({
    answers: [{ keywords: ['цена'], text: '500' }],
  });
});
