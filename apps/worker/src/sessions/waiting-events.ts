import { mkdir, readdir, rename, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { newId, workerId as workerIdSchema } from '@soul-kg-crm/shared/ids';
import type { WorkerContext } from '../context.ts';
import { createInboundIntake, type InboundIntake, type IntakeOptions } from '../inbound/intake.ts';
import { repeat } from '../runtime/repeat.ts';
import { showWaitingBytes } from './waiting-bytes.ts';
import { isGone, type WorkerIdentity } from './worker-identity.ts';

const ADOPT_MS = 5 * 60_000;

export interface WaitingEvents extends AsyncDisposable {
  intake: InboundIntake;
}

/** The intake of this worker, which also stores what those left on this disk who are gone. */
export async function openWaitingEvents(
  context: Pick<WorkerContext, 'database' | 'metrics' | 'log'>,
  sessionsFolder: string,
  { workerId }: Pick<WorkerIdentity, 'workerId'>,
  options: Pick<IntakeOptions, 'closingMs' | 'onGap'> = {},
): Promise<WaitingEvents> {
  await using opening = new AsyncDisposableStack();
  opening.use(showWaitingBytes(context, path.join(sessionsFolder, 'waiting')));
  const spillFolder = path.join(sessionsFolder, 'waiting', workerId);
  const intake = opening.use(await createInboundIntake(context, { ...options, spillFolder }));
  /** Ours by now, so that nobody else comes back for them; kept here until they were read. */
  const adopted = new Set<string>();
  const work = async () => {
    for (const folder of await adoptWaiting(sessionsFolder, workerId)) adopted.add(folder);
    for (const folder of adopted) {
      await intake.recover(folder).then(
        () => adopted.delete(folder),
        (err: unknown) => context.log.error({ err }, 'inbound.left_not_read'),
      );
    }
  };
  opening.use(repeat({ name: 'left-behind', everyMs: ADOPT_MS, log: context.log, work }));
  const opened = opening.move();
  return { intake, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/**
 * Makes what waits of workers that are gone this one's own, and tells where it is now. A worker that ends takes its name
 * with it, and a container that is made anew has another machine's name: nobody else would come back for it. Of several
 * who want a folder, the one that moves it gets it.
 */
async function adoptWaiting(sessionsFolder: string, workerId: string): Promise<string[]> {
  const waiting = path.join(sessionsFolder, 'waiting');
  const own = path.join(waiting, workerId);
  // What was adopted before, and is stored.
  for (const name of await readdir(own).catch(() => [])) await removeIfEmpty(path.join(own, name));
  const adopted: string[] = [];
  for (const name of await readdir(waiting).catch(() => [])) {
    const isOther = name !== workerId && workerIdSchema.safeParse(name).success;
    if (!isOther || !(await isGone(workersFolder(sessionsFolder), name))) continue;
    const from = path.join(waiting, name);
    if (await removeIfEmpty(from)) continue;
    const to = path.join(own, newId());
    await mkdir(own, { recursive: true, mode: 0o700 });
    const isOurs = await rename(from, to).then(
      () => true,
      () => false,
    );
    if (isOurs) adopted.push(to);
  }
  return adopted;
}

/** Where the workers of this disk say who they are. */
export function workersFolder(sessionsFolder: string): string {
  return path.join(sessionsFolder, 'workers');
}

function removeIfEmpty(folder: string): Promise<boolean> {
  return rmdir(folder).then(
    () => true,
    () => false,
  );
}
