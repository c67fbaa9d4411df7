/** HTML whose parts are escaped already. */
export interface Html {
  readonly text: string;
}

/** A template whose values are escaped, unless they are HTML themselves. */
export function html(parts: TemplateStringsArray, ...values: (string | Html)[]): Html {
  const filled = values.map((value) => (typeof value === 'string' ? escapeText(value) : value.text));
  return { text: parts.map((part, index) => part + (filled[index] ?? '')).join('') };
}

/** Several pieces, one after the other. */
export function join(pieces: Html[]): Html {
  return { text: pieces.map(({ text }) => text).join('') };
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
