import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fromRoot, ROOT } from '../bootstrap/paths.mjs';
import { SETTINGS } from '../bootstrap/postgres.mjs';

// No container engine is needed for these: they check what can be checked without one.

interface ComposeService {
  build?: { dockerfile: string; target?: string };
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  environment?: Record<string, string>;
  command?: string[];
  volumes?: string[];
  ports?: string[];
}

const composeText = read('docker-compose.yml');
const compose: { services: Record<string, ComposeService>; volumes: Record<string, unknown> } = parse(
  composeText,
  {
    merge: true,
  },
);
const explained = new Set(matches(read('.env.example'), /^(?:# )?([A-Z][A-Z0-9_]+)=/gm));
const dockerfiles = readdirSync(fromRoot('docker')).map((name) => `docker/${name}`);

/** What the bootstrap or the container sets for each app; nothing for a person to choose. */
const SET_BY_US = new Set(['NODE_ENV', 'PORT', 'HOST', 'API_URL', 'SANDBOX_URL', 'DATA_DIR', 'SANDBOX_HOST']);

test('every variable of docker-compose.yml is explained in .env.example', () => {
  const used = matches(composeText, /\$\{([A-Z0-9_]+)/g);
  expect(used.filter((name) => !explained.has(name))).toEqual([]);
});

test('every variable that an app reads is explained in .env.example', () => {
  const files = globSync(['apps/*/src/env.ts', 'packages/*/src/**/env.ts'], { cwd: ROOT });
  expect(
    [...new Set(files.flatMap(variablesOf))].filter((name) => !explained.has(name) && !SET_BY_US.has(name)),
  ).toEqual([]);
});

/** What an app reads and compose does not pass on, with the reason. */
const NOT_PASSED_ON: Record<string, string> = {
  HOST: 'the image sets it',
  PORT: 'the image sets it',
  MEDIA_DIR: 'the image sets it, and a volume is mounted there',
  WHATSAPP_SESSIONS_DIR: 'the image sets it',
  CHROMIUM_PATH: 'the image brings its own',
  SANDBOX_URL: 'compose runs no sandbox',
  WHATSAPP_SESSION_STORE: 'a container is no place for the only copy of a login',
  WHATSAPP_UNLIMITED: 'for load tests, never for an installation',
};

test.each(['api', 'worker', 'web'])('what %s reads is passed on by docker-compose.yml', (app) => {
  const passedOn = Object.keys(compose.services[app]?.environment ?? {});
  const missing = variablesOf(`apps/${app}/src/env.ts`).filter((name) => !passedOn.includes(name));
  expect(missing.filter((name) => !(name in NOT_PASSED_ON))).toEqual([]);
  expect(passedOn.filter((name) => name in NOT_PASSED_ON)).toEqual([]);
});

test('what compose publishes is for this machine alone, until somebody says otherwise', () => {
  const published = Object.values(compose.services).flatMap(({ ports = [] }) => ports);
  expect(published).toEqual([expect.stringMatching(/^\$\{WEB_BIND:-127\.0\.0\.1\}:/)]);
});

test('the PostgreSQL of compose keeps what a refused row held out of its log, as that of npm start does', () => {
  const setting = 'log_error_verbosity=terse';
  expect(compose.services.postgres?.command).toContain(setting);
  expect(SETTINGS).toContain(setting);
});

test('PostgreSQL is healthy once it can be reached over the network, which is after its first start', () => {
  expect(compose.services.postgres?.healthcheck?.test).toContain('--host=127.0.0.1');
});

test('services wait only for services that exist, and for a health check only where there is one', () => {
  for (const [name, service] of Object.entries(compose.services)) {
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
      const other = compose.services[needed];
      expect(other, `${name} waits for ${needed}`).toBeDefined();
      if (condition === 'service_healthy')
        expect(hasHealthCheck(other), `${needed} has a health check`).toBe(true);
    }
  }
});

test('named volumes are declared, and declared ones are used', () => {
  const used = Object.values(compose.services)
    .flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0] ?? ''))
    // A path alone is a volume without a name, each container's own.
    .filter((name) => !name.startsWith('/'));
  expect([...new Set(used)].sort()).toEqual(Object.keys(compose.volumes).sort());
});

test.each(buildTargets())('$service is built from an existing stage', ({ dockerfile, target }) => {
  expect(dockerfiles).toContain(dockerfile);
  if (target) expect(matches(read(dockerfile), /^FROM .+ AS (\S+)$/gm)).toContain(target);
});

test.each(dockerfiles)('%s copies only what is there', (dockerfile) => {
  const copies = matches(read(dockerfile), /^COPY (?!--from)(.+)$/gm).map((line) =>
    line.split(' ').slice(0, -1),
  );
  expect(copies.flat().filter((source) => !existsSync(fromRoot(source)))).toEqual([]);
});

test.each(dockerfiles)('%s installs every package of ours that its apps import', (dockerfile) => {
  const text = read(dockerfile);
  const apps = matches(text, /^COPY (apps\/\S+)\/package\.json /gm);
  const copied = matches(text, /^COPY (packages\/\S+)\/package\.json /gm);
  const needed = apps.flatMap((app) => ownDependencies(app));
  expect([...new Set(needed)].filter((folder) => !copied.includes(folder))).toEqual([]);
});

test.each(dockerfiles)('%s runs as an ordinary user in every image that is started', (dockerfile) => {
  const stages = read(dockerfile)
    .split(/^FROM /m)
    .slice(1);
  const started = stages.filter((stage) => /^CMD /m.test(stage));
  expect(started.length).toBeGreaterThan(0);
  for (const stage of started) expect(stage).toMatch(/^USER node$/m);
});

test('the images use the pnpm of the repository', () => {
  const { packageManager } = JSON.parse(read('package.json'));
  for (const dockerfile of dockerfiles)
    expect(read(dockerfile)).toContain(`npm install --global ${packageManager}`);
});

/** The variables that an app's env.ts names. */
const variablesOf = (file: string): string[] => matches(read(file), /^\s+([A-Z][A-Z0-9_]+):/gm);

function buildTargets() {
  return Object.entries(compose.services).flatMap(([service, { build }]) =>
    build ? [{ service, ...build }] : [],
  );
}

function hasHealthCheck(service: ComposeService | undefined): boolean {
  if (!service?.build) return Boolean(service?.healthcheck);
  const stages = read(service.build.dockerfile).split(/^FROM /m);
  return stages.some(
    (stage) =>
      stage.split('\n')[0]?.endsWith(service.build?.target ?? 'AS web') && /^HEALTHCHECK/m.test(stage),
  );
}

/** The folders of our own packages that a package imports, directly or through another one. */
function ownDependencies(folder: string): string[] {
  const { dependencies = {} } = JSON.parse(read(path.join(folder, 'package.json')));
  const direct = Object.keys(dependencies)
    .filter((name) => name.startsWith('@soul-kg-crm/'))
    .map((name) => name.replace('@soul-kg-crm/', 'packages/'));
  return [...direct, ...direct.flatMap(ownDependencies)];
}

function read(file: string): string {
  return readFileSync(fromRoot(file), 'utf8');
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name]) => name ?? '');
}
