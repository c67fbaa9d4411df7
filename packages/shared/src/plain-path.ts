/** Segments that parsing leaves alone; none begins with a dot. Nearly every request's path is of these. */
const USUAL = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.~-]*)+\/?$/;

/**
 * Whether the path of a request's address stays the same when it is parsed. `..`, `\` and `%2e` do not: checks made by
 * what was sent would be of another path than the one that is served.
 */
export function isPlainPath(url: string): boolean {
  const query = url.indexOf('?');
  const path = query === -1 ? url : url.slice(0, query);
  return USUAL.test(path) || staysWhenParsed(url);
}

/** The same, found out by parsing it. */
export function staysWhenParsed(url: string): boolean {
  const base = 'http://parsed.invalid';
  return URL.parse(url, base)?.href.split(/[?#]/)[0] === base + url.split('?')[0];
}
