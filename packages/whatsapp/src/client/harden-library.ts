import type { LibraryClient } from './library.ts';

/**
 * Takes from the library what it must not do by itself (seen in 1.34.7): close the browser un-awaited, read the page's
 * HTML for a cache that is off, and inject itself after a navigation without anybody to catch the error, all of which
 * end in unhandled rejections. Call before initialize().
 */
export function hardenLibrary(library: LibraryClient, onInjectionFailed: (error: unknown) => void): void {
  // The browser belongs to our client, which closes it with a time limit.
  library.destroy = async () => {};
  const inject: unknown = Reflect.get(library, 'inject');
  if (typeof inject !== 'function')
    throw new Error('whatsapp-web.js has no inject(): not a supported version');
  let hasInjectedOnce = false;
  Reflect.set(library, 'inject', async () => {
    if (!hasInjectedOnce) {
      await inject.call(library);
      hasInjectedOnce = true;
      return;
    }
    await inject.call(library).catch(onInjectionFailed);
  });
  Reflect.set(library, 'initWebVersionCache', async () => {});
}
