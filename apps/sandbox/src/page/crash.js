/** No page may end itself by intent: this one asks for more memory than a page is given, which takes a few seconds. */
export function crash() {
  const kept = [];
  for (;;) kept.push(new Array(2 ** 25));
}
