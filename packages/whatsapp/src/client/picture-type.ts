/** Which kind of picture these bytes are, by themselves; null: none that a browser is to show as one. */
export function pictureTypeOf(data: Buffer): 'image/jpeg' | 'image/png' | 'image/webp' | null {
  const head = data.toString('latin1', 0, 12);
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG\r\n')) return 'image/png';
  return /^RIFF.{4}WEBP/s.test(head) ? 'image/webp' : null;
}
