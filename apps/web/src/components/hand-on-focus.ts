/**
 * Makes the ref of a part of the page that goes away, often by its own buttons: whoever works by keys and stands in it then
 * goes on at `placeOf` instead of at the top of the page.
 */
export function handOnFocus(placeOf: (part: HTMLElement) => HTMLElement | null, options?: FocusOptions) {
  return (part: HTMLElement | null) => {
    if (!part) return;
    const around = part.parentElement;
    return () => {
      const place = part.contains(document.activeElement) ? placeOf(around ?? part) : null;
      // Once it is gone: something else may have taken the focus, and in development it only seems to go.
      queueMicrotask(() => {
        if (!part.isConnected && document.activeElement === document.body) place?.focus(options);
      });
    };
  };
}
