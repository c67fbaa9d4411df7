import path from 'node:path';
import type { LaunchOptions } from './library.ts';

export interface BrowserSettings {
  /** Chromium, or the much leaner chromium-headless-shell. */
  executablePath: string;
  /** `host:port` of a server that takes web.whatsapp.com's place, null for the real one. */
  standin: string | null;
  /** Needed where Chromium runs as root or without user namespaces. */
  isSandboxed: boolean;
  /** Appended as they are, for example a proxy. */
  extraArguments?: string[];
}

/** Longest that one call into the page may take; longer work is polled for (see page-bridge.ts). */
const PROTOCOL_TIMEOUT_MS = 20_000;
const LAUNCH_TIMEOUT_MS = 15_000;

/** How Chromium is started: lean, over a pipe (it dies with us), and leaving our signals alone. */
export function browserOptions(settings: BrowserSettings): LaunchOptions {
  return {
    executablePath: settings.executablePath,
    headless: isHeadlessShell(settings.executablePath) ? 'shell' : true,
    pipe: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    protocolTimeout: PROTOCOL_TIMEOUT_MS,
    timeout: LAUNCH_TIMEOUT_MS,
    defaultViewport: null,
    args: [
      ...LEAN,
      ...(settings.isSandboxed ? [] : ['--no-sandbox', '--disable-setuid-sandbox']),
      ...(settings.standin ? standinArguments(settings.standin) : []),
      ...(settings.extraArguments ?? []),
    ],
  };
}

const LEAN = [
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--mute-audio',
  '--enable-features=NetworkServiceInProcess2',
];

function isHeadlessShell(executablePath: string): boolean {
  return path.basename(executablePath).includes('headless-shell');
}

/**
 * With a stand-in every other host is unreachable, so the ignored certificate errors concern it alone: Chromium has no
 * switch that ignores them for one host.
 */
function standinArguments(standin: string): string[] {
  const host = standin.replace(/:\d+$/, '');
  const rules = `MAP web.whatsapp.com:443 ${standin}, MAP * ~NOTFOUND, EXCLUDE ${host}`;
  return [`--host-resolver-rules=${rules}`, '--ignore-certificate-errors'];
}
