interface Asked {
  $queryRawUnsafe<Rows>(sql: string): PromiseLike<Rows>;
}

/** How many connections to this database wait for what somebody else holds. */
export async function waitingForLocks(system: Asked): Promise<number> {
  const waiting = await system.$queryRawUnsafe<unknown[]>(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return waiting.length;
}
