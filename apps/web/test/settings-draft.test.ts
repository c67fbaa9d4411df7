import { getDefaultAgentSettings, getDefaultWhatsAppSettings } from '@soul-kg-crm/shared/settings';
import { expect, test } from 'vitest';
import {
  begunFrom,
  changesOf,
  changesWith,
  draftOf,
  isChange as isChangeOfAgents,
  isOvertaken,
  newAnswer,
  withoutAnswers,
} from '@/features/agents/draft';
import { draftWith, isChange, keptSettings, withDraft } from '@/features/whatsapp-settings/settings-draft';
import { emptyStorage } from './storage';

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

test('what was typed outlives its page in the tab, for whoever typed it where they did, until it is saved', () => {
  const storage = emptyStorage();
  const owner = { organizationId: 'o1', userId: 'u1' };
  const draft = { rateLimiting: { messagesPerDay: 300 }, quietHours: { enabled: true, from: '' } };
  keptSettings.keep(storage, owner, draft);
  expect(keptSettings.read(storage, owner)).toEqual(draft);
  expect(keptSettings.read(storage, { ...owner, userId: 'u2' })).toBeNull();
  expect(keptSettings.read(storage, { ...owner, organizationId: 'o2' })).toBeNull();
  keptSettings.keep(storage, owner, null);
  expect(keptSettings.read(storage, owner)).toBeNull();
  storage.setItem('settings-draft:o1:u1', '{"rateLimiting":1}');
  expect(keptSettings.read(storage, owner)).toBeNull();
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

test('answers that a colleague has saved meanwhile are noticed, and one of both stays', () => {
  const stored = { ...getDefaultAgentSettings(), answers: [{ keywords: ['цена'], text: '500' }] };
  const theirs = { ...stored, answers: [{ keywords: ['цена'], text: '600' }] };
  expect(isOvertaken(changesWith(null, { handOverAfter: 3 }, stored), theirs)).toBe(false);
  const first = changesWith({ handOverAfter: 3 }, { answers: [newAnswer('цена', '700')] }, stored);
  const draft = changesWith(first, { answers: [newAnswer('цена', '800')] }, theirs);
  expect([isOvertaken(draft, stored), isOvertaken(draft, theirs)]).toEqual([false, true]);
  expect(isOvertaken(begunFrom(draft, theirs.answers), theirs)).toBe(false);
  expect(withoutAnswers(draft)).toEqual({ handOverAfter: 3 });
  expect(changesOf(draft)).toMatchObject({ answersFrom: stored.answers, answers: [{ text: '800' }] });
});

test('what was typed back to what is stored is no change', () => {
  const settings = getDefaultWhatsAppSettings();
  const typed = draftWith({}, { rateLimiting: { concurrency: 2 }, quietHours: { enabled: true } });
  expect([isChange(null, settings), isChange(typed, settings)]).toEqual([false, true]);
  const back = { rateLimiting: { concurrency: 3 }, quietHours: { enabled: false } };
  expect(isChange(draftWith(typed, back), settings)).toBe(false);

  const stored = { ...getDefaultAgentSettings(), answers: [{ keywords: ['цена', 'почём'], text: '500' }] };
  const { answers } = draftOf(stored);
  const changed = (draft: Parameters<typeof isChangeOfAgents>[0]) => isChangeOfAgents(draft, stored);
  expect([changed(null), changed({ handOverAfter: 2 }), changed({ handOverAfter: 3 })]).toEqual([
    ...[false, false, true],
  ]);
  expect(changed({ answers: [...answers, newAnswer()], answersFrom: [] })).toBe(false);
  expect(changed({ answers: [] })).toBe(true);
});
