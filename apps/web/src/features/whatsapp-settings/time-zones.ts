/** The time zones to choose from: the browser's own, the one that is set, then all by name; each once. */
export function timeZonesFor(chosen: string): string[] {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set([own, chosen, ...Intl.supportedValuesOf('timeZone')])];
}
