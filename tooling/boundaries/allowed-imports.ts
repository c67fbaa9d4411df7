/** Who may import whom (docs/architecture.md), by the folder of the package, with the reason. */
export const ALLOWED_IMPORTS: Record<string, { imports: string[]; because: string }> = {
  shared: { imports: [], because: 'everything else stands on it' },
  database: { imports: ['shared'], because: 'who uses the database comes to it, not the other way round' },
  queue: { imports: ['shared'], because: 'a job is a name and ids, whoever does the work' },
  domain: {
    imports: ['shared', 'database', 'queue'],
    because: 'the rules of the business know no channel, no HTTP and no browser',
  },
  'data-import': {
    imports: ['shared', 'domain'],
    because: 'parsers are pure; only importers change anything',
  },
  whatsapp: {
    imports: ['shared', 'database', 'domain'],
    because: 'a channel is driven by the worker; it never reaches for queues or HTTP',
  },
  api: {
    imports: ['shared', 'database', 'domain', 'queue', 'whatsapp'],
    because: 'it is stateless, and of packages/whatsapp it may import agents alone',
  },
  worker: {
    imports: ['shared', 'database', 'domain', 'queue', 'whatsapp', 'data-import'],
    because: 'it runs everything that takes long, but none of the other apps',
  },
  web: {
    imports: ['shared'],
    because: 'the dashboard knows the contract alone; everything else it asks the API',
  },
  sandbox: { imports: ['shared'], because: "it stands in for somebody else's servers" },
  tooling: { imports: [], because: 'everybody tests with it' },
  bench: {
    imports: ['shared', 'database', 'queue', 'domain', 'whatsapp', 'worker', 'api', 'sandbox', 'tooling'],
    because: 'it measures the parts as the apps put them together',
  },
  examples: { imports: ['whatsapp'], because: 'they show what a program of one’s own may use' },
  e2e: { imports: ['tooling', 'sandbox'], because: 'it uses the product from outside, as a person does' },
};

/** Tests may bring up more than the code that they test. */
export const ALLOWED_IN_TESTS = ['tooling', 'sandbox', 'database', 'queue', 'shared'];
