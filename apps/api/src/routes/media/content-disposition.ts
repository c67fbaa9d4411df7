import type { MediaFile } from '@soul-kg-crm/database';

/** Shown in the browser where that is harmless, saved to disk otherwise; the name survives in any script. */
export function contentDisposition({ mimeType, fileName }: Pick<MediaFile, 'mimeType' | 'fileName'>): string {
  const type = mimeType.toLowerCase().split(';')[0]?.trim() ?? '';
  const isShown = type !== 'image/svg+xml' && /^(image|audio|video)\/|^application\/pdf$/.test(type);
  const plain = fileName.replace(/[^\w .-]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${isShown ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
