const ANY_FILE = 'application/octet-stream';

/** As a customer's phone or a browser called it, where that can stand in a header; else just a file. */
export function contentTypeOf({ mimeType }: { mimeType: string }): string {
  return /^[\w.+-]+\/[\w.+-]+(?: *;[ -~]*)?$/.test(mimeType) ? mimeType : ANY_FILE;
}
