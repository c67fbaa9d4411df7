import { access, constants } from 'node:fs/promises';

const USUAL_PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** No browser to run WhatsApp Web in. */
export class ChromiumMissingError extends Error {
  constructor(place: string | undefined) {
    super(
      place
        ? `CHROMIUM_PATH names ${place}, where no program is.`
        : 'No Chromium found. Install chromium-headless-shell or chromium, or set CHROMIUM_PATH.',
    );
    this.name = 'ChromiumMissingError';
  }
}

/** The browser that was named, else the first of the usual ones. */
export async function findChromium(named: string | undefined): Promise<string> {
  for (const place of named ? [named] : USUAL_PLACES) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  throw new ChromiumMissingError(named);
}
