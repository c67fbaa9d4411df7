let holders = 0;
let released: Promise<void> | null = null;
let open = () => {};

/** Has new requests to the API wait until everybody who holds them has called what they were given; what is under way goes on. */
export function holdRequests(): () => void {
  holders++;
  released ??= new Promise((resolve) => {
    open = resolve;
  });
  let isHolding = true;
  return () => {
    if (!isHolding) return;
    isHolding = false;
    holders--;
    if (holders > 0) return;
    released = null;
    open();
  };
}

/** Resolves once requests may go out. */
export async function untilReleased(): Promise<void> {
  await released;
}
