type Attribute = string | number | boolean | null | undefined | ((event: Event) => void);
export type Child = Node | string | null | undefined | false;

/** Makes an element: `on…` attributes are listeners, `true` is an attribute without a value, null leaves it out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...presentChildren(children));
  return element;
}

/** Puts these children in place of the old ones, and leaves alone what stays. */
export function fill(element: Element, ...children: Child[]): void {
  const next = presentChildren(children);
  const isSame =
    next.length === element.childNodes.length && next.every((node, at) => element.childNodes[at] === node);
  if (!isSame) element.replaceChildren(...next);
}

function presentChildren(children: Child[]): (Node | string)[] {
  return children.filter((child) => child !== null && child !== undefined && child !== false);
}
