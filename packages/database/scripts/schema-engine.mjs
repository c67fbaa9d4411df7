#!/usr/bin/env node
import { parseArguments } from './schema-engine/arguments.mjs';
/**
 * Stands in for Prisma's native schema engine, which the CLI would otherwise download while it runs. Speaks the same
 * JSON-RPC on stdin and stdout; the work is done by Prisma's own WebAssembly build of the same engine, of the same
 * commit, from npm. prisma.config.ts points PRISMA_SCHEMA_ENGINE_BINARY here.
 *
 * The protocol is internal to Prisma: all Prisma packages are pinned to one exact version, and a test runs
 * `migrate deploy` and the drift check.
 */
import { runDatabaseCommand } from './schema-engine/database-commands.mjs';
import { engineVersion } from './schema-engine/engine.mjs';
import { serveRpc } from './schema-engine/rpc.mjs';

const { url, shadowDatabaseUrl, datamodels, rest } = parseArguments(process.argv.slice(2));

if (rest.includes('--version')) console.log(`schema-engine-cli ${engineVersion()}`);
else if (rest[0] === 'cli') process.exitCode = await runDatabaseCommand(rest[1] ?? '', url);
else await serveRpc({ url, shadowDatabaseUrl, datamodels });
