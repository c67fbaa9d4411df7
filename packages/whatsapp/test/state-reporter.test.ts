import { expect, test } from 'vitest';
import { silentLog } from '../src/log.ts';
import { INITIAL_STATE, type SessionState } from '../src/sessions/session-state.ts';
import { StateReporter } from '../src/sessions/state-reporter.ts';

function slowListener() {
  const heard: string[] = [];
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const reporter = new StateReporter({
    report: ({ status, qrCode }) => {
      heard.push(qrCode ? `${status} ${qrCode.code}` : status);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ resolve, reject });
      return promise;
    },
    sleep: async () => {},
    log: silentLog,
  });
  return { heard, waiting, reporter };
}

const state = (change: Partial<SessionState>): SessionState => ({ ...INITIAL_STATE, ...change });
const code = (text: string) =>
  state({ status: 'QR_CODE_PENDING', qrCode: { code: text, expiresAtMs: 60_000 } });

test('a slow listener hears of every change of status, and of the newest code only', async () => {
  const { heard, waiting, reporter } = slowListener();
  reporter.report(state({ status: 'CONNECTING' }));
  for (const text of ['a', 'b', 'c']) reporter.report(code(text));
  reporter.report(state({ status: 'CONNECTED' }));
  reporter.report(state({ status: 'DISCONNECTED' }));
  for (let answered = 0; answered < 4; answered += 1) {
    await expect.poll(() => waiting.length).toBe(answered + 1);
    waiting[answered]?.resolve();
  }
  await reporter.drain();
  expect(heard).toEqual(['CONNECTING', 'QR_CODE_PENDING c', 'CONNECTED', 'DISCONNECTED']);
});

test('a report that fails is repeated, in its place', async () => {
  const { heard, waiting, reporter } = slowListener();
  reporter.report(state({ status: 'CONNECTED' }));
  reporter.report(state({ status: 'DISCONNECTED' }));
  waiting[0]?.reject(new Error('the database is away'));
  for (const answered of [1, 2]) {
    await expect.poll(() => waiting.length).toBe(answered + 1);
    waiting[answered]?.resolve();
  }
  await reporter.drain();
  expect(heard).toEqual(['CONNECTED', 'CONNECTED', 'DISCONNECTED']);
});
