/** Stands where the contract lists a stream, which a handler of its own serves: it never comes here. */
export function servedAsStream(): never {
  throw new Error('This route is served as a stream');
}
