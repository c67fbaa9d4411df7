import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface SampleFile {
  data: Buffer;
  mimeType: string;
  fileName: string;
  width?: number;
  height?: number;
  durationSeconds?: number;
}

const FOLDER = path.join(import.meta.dirname, '../samples');
const PHOTO = { file: 'photo.jpg', mimeType: 'image/jpeg', width: 960, height: 720 };

const SAMPLES: Record<string, Omit<SampleFile, 'data' | 'fileName'> & { file: string }> = {
  image: PHOTO,
  sticker: PHOTO,
  video: { file: 'video.mp4', mimeType: 'video/mp4', width: 480, height: 360, durationSeconds: 3 },
  audio: { file: 'tune.mp3', mimeType: 'audio/mpeg', durationSeconds: 4 },
  ptt: { file: 'voice.ogg', mimeType: 'audio/ogg; codecs=opus', durationSeconds: 5 },
  document: { file: 'order.pdf', mimeType: 'application/pdf' },
};

/** A small real file of a kind, for messages whose file nobody gave. */
export function sampleFile(kind: string): SampleFile {
  const { file, ...sample } = SAMPLES[kind] ?? { file: 'order.pdf', mimeType: 'application/pdf' };
  return { ...sample, fileName: file, data: readFileSync(path.join(FOLDER, file)) };
}
