import path from 'node:path';
import whatsAppWeb from 'whatsapp-web.js';

// whatsapp-web.js with its defaults, as its README shows it: a program that bench/session-memory.ts starts.
// Arguments: browser, stand-in, folder, number of sessions. Prints each code, and `ready` when all are connected.

const [executablePath = '', standin = '', folder = '', count = '1'] = process.argv.slice(2);
let ready = 0;
for (let n = 0; n < Number(count); n += 1) {
  const client = new whatsAppWeb.Client({
    authStrategy: new whatsAppWeb.LocalAuth({ clientId: `plain-${n}`, dataPath: path.join(folder, 'plain') }),
    webVersionCache: { type: 'none' },
    puppeteer: {
      executablePath,
      // What a machine without the real WhatsApp and without user namespaces needs, and nothing else.
      args: [
        '--no-sandbox',
        `--host-resolver-rules=MAP web.whatsapp.com:443 ${standin}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
        '--ignore-certificate-errors',
      ],
      ...(executablePath.includes('headless-shell') && { headless: 'shell' as const }),
    },
  });
  let isShown = false;
  client.on('qr', (code: string) => {
    if (!isShown) console.log(`code ${n} ${code}`);
    isShown = true;
  });
  client.on('ready', () => {
    ready += 1;
    if (ready === Number(count)) console.log('ready');
  });
  await client.initialize();
}
