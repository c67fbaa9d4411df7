import net from 'node:net';
import tls from 'node:tls';

/**
 * Asks a Redis server some commands, one after another, and gives the answers as text. Speaks just enough of the
 * protocol to do so before any dependency is installed.
 *
 * @param {string} url
 * @param {string[][]} commands
 * @param {{ timeoutMs?: number }} [options]
 * @returns {Promise<string[]>} one answer for each command; an array answer has one line for each element
 */
export function askRedis(url, commands, { timeoutMs = 3000 } = {}) {
  const { protocol, hostname, port } = new URL(url);
  const greeting = greetingOf(url);
  const all = [...greeting, ...commands];
  return new Promise((resolve, reject) => {
    // An address of IPv6 stands in brackets there.
    const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) };
    const socket = protocol === 'rediss:' ? tls.connect(address) : net.connect(address);
    let received = '';
    const fail = (/** @type {Error} */ error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(timeoutMs, () => fail(new Error(`no answer from Redis within ${timeoutMs} ms`)));
    socket.once('error', fail);
    socket.once('close', () => fail(new Error('Redis closed the connection')));
    socket.once(protocol === 'rediss:' ? 'secureConnect' : 'connect', () =>
      socket.write(all.map(encode).join('')),
    );
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8');
      const answers = parse(received, all.length);
      if (!answers) return;
      socket.end();
      const refused = answers.slice(0, greeting.length).findIndex((answer) => answer.startsWith('-'));
      if (refused !== -1) return fail(refusal(greeting[refused]?.[0], answers[refused]));
      resolve(answers.slice(greeting.length));
    });
  });
}

/**
 * What an address says besides the server: who asks, and which of its databases is meant.
 *
 * @param {string} url
 */
function greetingOf(url) {
  const { username, password, pathname } = new URL(url);
  const names = [username, password].filter(Boolean).map(decodeURIComponent);
  const database = pathname.slice(1);
  return [...(password ? [['AUTH', ...names]] : []), ...(database ? [['SELECT', database]] : [])];
}

/**
 * @param {string | undefined} command
 * @param {string | undefined} answer
 */
const refusal = (command, answer = '') =>
  new Error(`Redis refused the ${command === 'AUTH' ? 'password' : 'database'}: ${answer.slice(1)}`);

/** @param {string[]} words */
const encode = (words) =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;

/**
 * @param {string} text
 * @param {number} count
 * @returns {string[] | undefined} undefined while answers are still missing
 */
function parse(text, count) {
  const lines = text.split('\r\n');
  lines.pop();
  /** @returns {string | undefined} */
  const next = () => {
    const line = lines.shift();
    if (line === undefined) return undefined;
    if (line.startsWith('$-1')) return '';
    if (line.startsWith('$')) return blob(Number(line.slice(1)));
    if (line.startsWith('*')) return joined(Number(line.slice(1)));
    return line.startsWith('-') ? line : line.slice(1);
  };
  const blob = (/** @type {number} */ length) => {
    let value = lines.shift();
    // INFO's answer has line ends inside.
    while (value !== undefined && Buffer.byteLength(value) < length) {
      const more = lines.shift();
      value = more === undefined ? undefined : `${value}\r\n${more}`;
    }
    return value;
  };
  const joined = (/** @type {number} */ length) => {
    const parts = Array.from({ length }, next);
    return parts.includes(undefined) ? undefined : parts.join('\n');
  };
  const answers = Array.from({ length: count }, next);
  return answers.every((answer) => answer !== undefined) ? answers : undefined;
}
