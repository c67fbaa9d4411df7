import type { LibraryClient } from './library.ts';

export interface Hardening {
  onInjectionFailed: (error: unknown) => void;
  /** It could not listen to the page, or not to all of it: told `ready` all the same, the next time it is asked. */
  onDeaf: (error: unknown) => void;
}

/**
 * Takes from the library what it must not do by itself (seen in 1.34.7): close the browser un-awaited, read the page's
 * HTML for a cache that is off, and inject itself after a navigation without anybody to catch the error, all of which
 * end in unhandled rejections. Call before initialize().
 */
export function hardenLibrary(library: LibraryClient, { onInjectionFailed, onDeaf }: Hardening): void {
  // The browser belongs to our client, which closes it with a time limit.
  library.destroy = async () => {};
  const inject = methodOf(library, 'inject');
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
  const attach = methodOf(library, 'attachEventListeners');
  Reflect.set(library, 'attachEventListeners', async () => {
    try {
      await attach.call(library);
    } catch (error) {
      onDeaf(error);
      throw error;
    }
  });
}

function methodOf(library: LibraryClient, name: string) {
  const method: unknown = Reflect.get(library, name);
  if (typeof method !== 'function')
    throw new Error(`whatsapp-web.js has no ${name}(): not a supported version`);
  return method;
}
