import { type Html, html } from './html.ts';

/** Light and dark, wide and narrow. */
export const docsStyle: Html = html`
:root { color-scheme: light dark; --line: light-dark(#e2e8f0, #2a3441); --soft: light-dark(#5b6778, #9aa7b8);
  --accent: light-dark(#0b6e4f, #4ade9f); --panel: light-dark(#f7f9fb, #151b23); }
* { box-sizing: border-box }
body { margin: 0; display: grid; grid-template-columns: 17rem minmax(0, 1fr); font: 16px/1.55 system-ui, sans-serif;
  background: light-dark(#fff, #0e131a); color: light-dark(#17202b, #e6edf5) }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.5rem; background: var(--panel);
  border-inline-end: 1px solid var(--line); font-size: .9rem }
nav h2 { margin: 1.25rem 0 .25rem; font-size: .75rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft) }
nav ul { margin: 0; padding: 0; list-style: none }
nav a { display: block; padding: .15rem 0; color: inherit; text-decoration: none }
nav a:hover { text-decoration: underline }
main { max-width: 56rem; padding: 2rem clamp(1rem, 4vw, 3rem) 4rem }
main a { color: var(--accent) }
section > h2 { margin: 3rem 0 0; text-transform: capitalize }
article { padding: 1.25rem 0; border-bottom: 1px solid var(--line); scroll-margin-top: 1rem }
h1 small, caption { color: var(--soft); font-weight: 500 }
h3 { margin: 0 0 .35rem }
code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere }
.address { margin: .25rem 0 }
.address b { display: inline-block; min-width: 4.25rem; padding: .1rem .5rem; border-radius: .35rem; text-align: center;
  font-size: .8rem; background: var(--panel); border: 1px solid var(--line); color: var(--accent) }
.scroll { overflow-x: auto }
table { width: 100%; margin: .75rem 0; border-collapse: collapse; font-size: .9rem }
caption { padding: .25rem 0; text-align: start; font-size: .8rem }
td { padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); vertical-align: top }
td:nth-child(2), td:nth-child(3) { color: var(--soft) }
@media (max-width: 48rem) { body { display: block } nav { position: static; height: auto; border: 0 } }
`;
