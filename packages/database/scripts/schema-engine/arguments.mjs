/** Options that come with a value which this engine has no use for. */
const IGNORED_WITH_VALUE = new Set(['--enabled-preview-features', '--extension-types']);

/**
 * Reads the command line with which Prisma's CLI starts its schema engine.
 *
 * @param {string[]} argv
 * @returns {{ url: string, shadowDatabaseUrl: string | undefined, datamodels: string[], rest: string[] }}
 */
export function parseArguments(argv) {
  const datamodels = [];
  const rest = [];
  let datasource = { url: '', shadowDatabaseUrl: undefined };
  const words = [...argv];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--datamodels') datamodels.push(words.shift() ?? '');
    else if (word === '--datasource') datasource = { ...datasource, ...JSON.parse(words.shift() ?? '{}') };
    else if (IGNORED_WITH_VALUE.has(word)) words.shift();
    else rest.push(word);
  }
  return { ...datasource, datamodels, rest };
}
