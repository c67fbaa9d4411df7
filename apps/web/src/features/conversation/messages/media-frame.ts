const MAX_WIDTH = 320;
const MAX_HEIGHT = 340;
const MIN_WIDTH = 140;
const UNKNOWN = { width: 280, height: 210 };

/** The box of a picture or film, known before it is loaded, so that nothing jumps. */
export function frameOf({
  width,
  height,
  kind,
}: {
  width: number | null;
  height: number | null;
  kind: string;
}) {
  if (kind === 'STICKER') return { width: 160, aspectRatio: '1 / 1' };
  const known = width && height ? { width, height } : UNKNOWN;
  const scale = Math.min(1, MAX_WIDTH / known.width, MAX_HEIGHT / known.height);
  return {
    width: Math.max(MIN_WIDTH, Math.round(known.width * scale)),
    aspectRatio: `${known.width} / ${known.height}`,
    maxHeight: MAX_HEIGHT,
  };
}
