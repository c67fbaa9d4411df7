import whatsAppWeb from 'whatsapp-web.js';

// The one door to whatsapp-web.js (CommonJS: its names are members of the default export).

export type LibraryClient = whatsAppWeb.Client;
export type AuthStrategy = whatsAppWeb.AuthStrategy;
export type Page = NonNullable<LibraryClient['pupPage']>;
export type Browser = NonNullable<LibraryClient['pupBrowser']>;

/** The part of puppeteer's launch options that is used here. */
export interface LaunchOptions {
  executablePath: string;
  headless: boolean | 'shell';
  pipe: boolean;
  handleSIGINT: boolean;
  handleSIGTERM: boolean;
  handleSIGHUP: boolean;
  protocolTimeout: number;
  timeout: number;
  defaultViewport: null;
  args: string[];
}

export interface LibraryOptions {
  authStrategy: AuthStrategy;
  puppeteer: LaunchOptions;
  /** Source text that runs in every new document before the page's own. */
  pageScript: string;
}

/** One client of whatsapp-web.js, with those of its defaults changed that would harm a server. */
export function createLibraryClient({ authStrategy, puppeteer, pageScript }: LibraryOptions): LibraryClient {
  return new whatsAppWeb.Client({
    authStrategy,
    puppeteer,
    // The default writes a copy of the page into the working directory, and never gets ready where it cannot.
    webVersionCache: { type: 'none' },
    // Codes go on until our own limit; the library's would close the browser by itself.
    qrMaxRetries: 0,
    takeoverOnConflict: false,
    evalOnNewDoc: new Function(pageScript),
  });
}
