/** Up to two initials; a phone number gives its last two digits. */
export function initialsOf(name: string): string {
  const text = name.trim();
  if (/^\+?[\d\s()-]+$/.test(text)) return text.replace(/\D/g, '').slice(-2);
  const words = text.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => /\p{L}/u.exec(word)?.[0] ?? '')
    .join('')
    .toUpperCase();
}

/** A colour for a name, always the same: degrees on the colour wheel. */
export function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return sum;
}
