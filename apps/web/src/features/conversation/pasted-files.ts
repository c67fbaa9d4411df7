/**
 * The files that a paste brings. Cells of a table and text of a document come with a picture of themselves: what is
 * there as a formatted text is pasted as a text.
 */
export function pastedFiles({ files, types }: Pick<DataTransfer, 'files' | 'types'>): File[] {
  const isText = types.includes('text/plain') && types.includes('text/html');
  return isText ? [] : [...files];
}
