import { expect, test } from 'vitest';
import { StuckWatch } from '../src/sessions/stuck-watch.ts';

const MINUTE_MS = 60_000;

/** A worker of a lane, and the clock that it lives by. */
function quietLane() {
  let nowMs = 10 * MINUTE_MS;
  let movedMs = 0;
  let atWork = 0;
  const worker = { idleMs: () => nowMs - movedMs, atWork: () => atWork };
  const watch = new StuckWatch(() => nowMs);
  return {
    isStuck: (found: number) => watch.isStuck(found, worker),
    passes: (ms: number) => {
      nowMs += ms;
    },
    moves: (jobs = 0) => {
      movedMs = nowMs;
      atWork = jobs;
    },
  };
}

test('a quiet lane for which the sweep finds something now and then is not stuck', () => {
  const lane = quietLane();
  for (let sweep = 0; sweep < 10; sweep += 1) {
    expect(lane.isStuck(1)).toBe(false);
    lane.moves();
    // The next sweep was late, and finds something again.
    lane.passes(25_000);
  }
});

test('a lane on which nothing moves from one sweep to the next, though there is something to do, is stuck', () => {
  const lane = quietLane();
  expect(lane.isStuck(1)).toBe(false);
  lane.passes(15_000);
  expect(lane.isStuck(1)).toBe(true);
});

test('a lane that has found nothing to do between two sweeps is looked at anew', () => {
  const lane = quietLane();
  expect(lane.isStuck(1)).toBe(false);
  lane.passes(15_000);
  expect(lane.isStuck(0)).toBe(false);
  lane.passes(15_000);
  expect(lane.isStuck(1)).toBe(false);
});

test('a lane that sends a large file has five minutes for it', () => {
  const lane = quietLane();
  lane.moves(1);
  for (let passedMs = 0; passedMs < 5 * MINUTE_MS; passedMs += 15_000) {
    lane.passes(15_000);
    expect(lane.isStuck(2)).toBe(false);
  }
  lane.passes(15_000);
  expect(lane.isStuck(2)).toBe(false);
  lane.passes(15_000);
  expect(lane.isStuck(2)).toBe(true);
});
