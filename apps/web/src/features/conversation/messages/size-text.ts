const units = ['B', 'KB', 'MB', 'GB'] as const;

/** A number of bytes for people: 1.4 MB; empty while it is not known. */
export function sizeText(bytes: number): string {
  if (bytes <= 0) return '';
  const power = Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** power;
  return `${value >= 10 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
