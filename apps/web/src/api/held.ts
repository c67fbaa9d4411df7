let released: Promise<void> | null = null;

/** Has new requests to the API wait until the given function is called; what is under way goes on. */
export function holdRequests(): () => void {
  let open = () => {};
  released = new Promise((resolve) => {
    open = resolve;
  });
  return () => {
    released = null;
    open();
  };
}

/** Resolves once requests may go out. */
export async function untilReleased(): Promise<void> {
  await released;
}
