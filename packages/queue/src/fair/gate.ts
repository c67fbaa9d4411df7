/** Lets so many of each owner's jobs through at once; the others wait for them, in their order. */
export interface Gate {
  /** Runs the work when it is its owner's turn. */
  pass<Result>(owner: string, work: () => Promise<Result>): Promise<Result>;
}

export function createGate(mostAtOnce: number): Gate {
  const inside = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();
  const enter = async (owner: string) => {
    const count = inside.get(owner) ?? 0;
    if (count < mostAtOnce) {
      inside.set(owner, count + 1);
      return;
    }
    const turn = Promise.withResolvers<void>();
    waiting.set(owner, [...(waiting.get(owner) ?? []), turn.resolve]);
    await turn.promise;
  };
  const leave = (owner: string) => {
    const [next, ...others] = waiting.get(owner) ?? [];
    if (others.length > 0) waiting.set(owner, others);
    else waiting.delete(owner);
    // Whoever waits takes the place that becomes free.
    if (next) return next();
    const left = (inside.get(owner) ?? 1) - 1;
    if (left > 0) inside.set(owner, left);
    else inside.delete(owner);
  };
  return {
    pass: async (owner, work) => {
      await enter(owner);
      try {
        return await work();
      } finally {
        leave(owner);
      }
    },
  };
}
