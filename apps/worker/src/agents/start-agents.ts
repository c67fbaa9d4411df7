import { isDatabaseAway } from '@soul-kg-crm/database';
import type { Agent, ClaimedTurn } from '@soul-kg-crm/domain';
import type { WorkerContext } from '../context.ts';
import { repeat } from '../runtime/repeat.ts';
import { claimTurn } from './claim-turn.ts';
import { runTurn } from './run-turn.ts';

const POLL_MS = 500;
const AT_ONCE = 8;
/** One organisation's slow agent holds up nobody else's. */
const AT_ONCE_EACH = 2;

/** Lets agents answer what is due, in turns that the workers share. */
export function startAgents(
  { database, log }: Pick<WorkerContext, 'database' | 'log'>,
  agents: ReadonlyMap<string, Agent>,
): AsyncDisposable {
  const ending = new AbortController();
  const running = new Map<ClaimedTurn, Promise<void>>();
  const run = async (turn: ClaimedTurn) => {
    const scope = database.forOrganization(turn.organizationId);
    try {
      await runTurn(scope, turn, { agents, log, signal: ending.signal });
    } catch (err) {
      // Its claim ends by itself, and then it is taken again.
      log.error({ conversationId: turn.conversationId, err, isAway: isDatabaseAway(err) }, 'agent.turn_left');
    } finally {
      running.delete(turn);
      loop.wake();
    }
  };
  const loop = repeat({
    name: 'agents',
    everyMs: POLL_MS,
    log,
    work: async (signal) => {
      while (!signal.aborted && running.size < AT_ONCE) {
        const turn = await claimTurn(database.system, busyOf([...running.keys()]));
        if (!turn) return;
        running.set(turn, run(turn));
      }
    },
  });
  return {
    [Symbol.asyncDispose]: async () => {
      await loop[Symbol.asyncDispose]();
      ending.abort();
      await Promise.all(running.values());
    },
  };
}

/** Organisations that have as much at work as each may. */
function busyOf(turns: readonly ClaimedTurn[]): string[] {
  const counts = Map.groupBy(turns, ({ organizationId }) => organizationId);
  return [...counts].filter(([, own]) => own.length >= AT_ONCE_EACH).map(([id]) => id);
}
