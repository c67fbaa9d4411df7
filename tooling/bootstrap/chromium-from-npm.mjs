import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npmCommand } from './node-runtime.mjs';
import { TOOLS_DIR } from './paths.mjs';
import { run } from './processes.mjs';

const PACKAGE = '@sparticuz/chromium@153.0.0';
const FOLDER = path.join(TOOLS_DIR, 'chromium');
const PROGRAM = path.join(FOLDER, 'chromium-headless');

/** The unpacked headless Chromium from npm, where it has been fetched before. */
export const packagedChromium = () => (existsSync(PROGRAM) ? PROGRAM : undefined);

/**
 * Fetches the headless Chromium that npm packages together with the libraries it needs: no rights necessary.
 *
 * @returns {Promise<string | undefined>} the program, or undefined where there is none for this system
 */
export async function fetchPackagedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const unfinished = `${FOLDER}.${process.pid}`;
  try {
    if (!(await download(unfinished)) || !(await unpack(unfinished))) return undefined;
    rmSync(FOLDER, { recursive: true, force: true });
    renameSync(unfinished, FOLDER);
    writeStarter();
    return PROGRAM;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** @param {string} folder */
async function download(folder) {
  mkdirSync(folder, { recursive: true });
  const options = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
  return (await run(npmCommand(), ['install', '--prefix', folder, ...options, PACKAGE])).code === 0;
}

/**
 * The package unpacks itself to the folder for temporary files, with its libraries only if it finds itself on Lambda.
 *
 * @param {string} folder
 */
async function unpack(folder) {
  const script = "import('@sparticuz/chromium').then((found) => found.default.executablePath())";
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
  const { code } = await run(process.execPath, ['-e', script], { cwd: folder, env });
  // Unpacked it needs the archives no more.
  rmSync(path.join(folder, 'node_modules'), { recursive: true, force: true });
  return code === 0 && existsSync(path.join(folder, 'chromium'));
}

/** The browser finds its own libraries first, and its own fonts where the system has no list of fonts. */
function writeStarter() {
  const fonts = path.join(FOLDER, 'fonts');
  writeFileSync(
    path.join(fonts, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir></fontconfig>\n`,
  );
  const lines = [
    '#!/bin/sh',
    `export LD_LIBRARY_PATH="${path.join(FOLDER, 'al2023/lib')}:$LD_LIBRARY_PATH"`,
    `[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH="${fonts}"`,
    `exec "${path.join(FOLDER, 'chromium')}" "$@"`,
  ];
  writeFileSync(PROGRAM, `${lines.join('\n')}\n`);
  chmodSync(PROGRAM, 0o755);
}
