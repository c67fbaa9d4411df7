/**
 * Whether the path of a request's address stays the same when it is parsed. `..`, `\` and `%2e` do not: checks made by
 * what was sent would be of another path than the one that is served.
 */
export function isPlainPath(url: string): boolean {
  const base = 'http://parsed.invalid';
  return URL.parse(url, base)?.href.split(/[?#]/)[0] === base + url.split('?')[0];
}
