import net from 'node:net';
import { SetupError } from './setup-error.mjs';

/**
 * Whether something listens on this port of the loopback interface.
 *
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function isPortOpen(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' });
    const finish = (/** @type {boolean} */ isOpen) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.setTimeout(2000, () => finish(false));
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}

/**
 * Refuses to go on when the port is taken, naming the variable that changes it.
 *
 * @param {string} owner who wants the port
 * @param {number} port
 * @param {string} variable
 */
export async function requireFreePort(owner, port, variable) {
  if (await canListen(port)) return;
  throw new SetupError(
    `Port ${port}, wanted by ${owner}, is in use by another program: stop that program, or choose another port with ${variable}=<port>.`,
  );
}

/**
 * The wished-for port where it is free, else any free one.
 *
 * @param {number} [preferredPort]
 * @returns {Promise<number>}
 */
export async function choosePort(preferredPort) {
  if (preferredPort && (await canListen(preferredPort))) return preferredPort;
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** @param {number} port */
async function canListen(port) {
  // A server on all interfaces and one on loopback can share a port on some systems; a connection tells more.
  if (await isPortOpen(port)) return false;
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
