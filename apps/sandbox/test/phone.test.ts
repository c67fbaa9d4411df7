import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type TestSandbox } from '../src/testing.ts';

const ACCOUNT = '+996700555010';
let sandbox: TestSandbox;
const get = (path: string) => fetch(`${sandbox.controlUrl}${path}`);

beforeAll(async () => {
  sandbox = await startSandbox();
  await sandbox.control.do('account', { account: ACCOUNT, name: 'Soul KG' });
});
afterAll(() => sandbox[Symbol.asyncDispose]());

test('the phone page and all its scripts are there, without types', async () => {
  expect(await (await get('/')).text()).toContain('/phone/main.ts');
  const seen = new Set<string>();
  const follow = async (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const response = await get(`/phone/${name}`);
    expect(response.status, name).toBe(200);
    expect(response.headers.get('content-type')).toContain('javascript');
    const imports = (await response.text()).matchAll(/from '\.\/([\w-]+\.ts)'/g);
    for (const [, imported = ''] of imports) await follow(imported);
  };
  await follow('main.ts');
  expect(seen.size).toBeGreaterThan(15);
  expect((await get('/phone/nothing.ts')).status).toBe(404);
});

test('what happens is told as it happens', async () => {
  const stop = new AbortController();
  const response = await fetch(`${sandbox.controlUrl}/control/events`, { signal: stop.signal });
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const until = async (text: string) => {
    while (!heard.includes(text)) heard += (await reader.read()).value ?? '';
  };
  await until('event: state');
  await sandbox.control.incoming({ account: ACCOUNT, from: { phone: '+996555214783' }, text: 'live' });
  await until('"body":"live"');
  stop.abort();
});

test('a file that somebody sent is never shown as a page', async () => {
  const data = Buffer.from('<script>alert(1)</script>').toString('base64');
  const media = { kind: 'document' as const, dataBase64: data, mimeType: 'text/html', fileName: 'a.html' };
  await sandbox.control.incoming({ account: ACCOUNT, from: { phone: '+996555214783' }, text: '', media });
  const sent = (await sandbox.control.messages({ account: ACCOUNT })).at(-1);
  const response = await get(`/control${sent?.media?.directPath}?type=text/html&name=a.html`);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('content-disposition')).toContain('attachment');
});

test('a wrong call says what is wrong with it', async () => {
  const send = (body: string) =>
    fetch(`${sandbox.controlUrl}/control/incoming`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  expect((await send('{"account": 5}')).status).toBe(400);
  expect(await (await send('{"account": 5}')).text()).toContain('account');
  expect((await send('{')).status).toBe(400);
  const unknown = { account: '+996700000009', from: { phone: '+996555214783' }, text: 'x' };
  expect((await send(JSON.stringify(unknown))).status).toBe(404);
});

test('a forgotten world is empty', async () => {
  await sandbox.control.do('reset', {});
  expect((await sandbox.control.state()).accounts).toEqual([]);
});
