import { Prisma } from '../generated/prisma/client.ts';

/** Every model that carries an organisation, read from the schema itself: a new one is scoped without being named here. */
export const tenantModels: ReadonlySet<string> = new Set(
  Object.values(Prisma.ModelName).filter((model) => 'organizationId' in scalarFieldsOf(model)),
);

/** Models that a scope refuses altogether: accounts belong to people, not to an organisation. */
const foreignModels = new Set<string>(['Session', 'Account', 'Verification', 'Apikey']);

type Args = Record<string, unknown>;

/** Adds the organisation to every query's `where` and `data`; what another organisation owns does not exist here. */
export function scopeArgs(model: string, operation: string, args: unknown, organizationId: string): Args {
  const given = isRecord(args) ? args : {};
  if (foreignModels.has(model))
    throw new TenantScopeError(`${model} is not reachable through a tenant scope`);
  if (model === 'Organization') return scopeOrganization(operation, given, organizationId);
  if (model === 'User') return scopeUser(operation, given, organizationId);
  if (!tenantModels.has(model)) throw new TenantScopeError(`${model} carries no organisation`);
  return scopeTenantModel(model, operation, given, organizationId);
}

export class TenantScopeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TenantScopeError';
  }
}

function scopeTenantModel(model: string, operation: string, args: Args, organizationId: string): Args {
  if (operation === 'create') return { ...args, data: owned(model, args.data, organizationId) };
  if (operation.startsWith('createMany'))
    return { ...args, data: ownedMany(model, args.data, organizationId) };
  const where = { ...asRecord(args.where), organizationId };
  if (operation === 'upsert') {
    const create = owned(model, args.create, organizationId);
    return { ...args, where, create, update: unowned(model, args.update, organizationId) };
  }
  if (operation.startsWith('update'))
    return { ...args, where, data: unowned(model, args.data, organizationId) };
  return { ...args, where };
}

/** The organisation sees itself alone, and is neither made nor deleted from within. */
function scopeOrganization(operation: string, args: Args, organizationId: string): Args {
  if (/^(create|delete|upsert)/.test(operation))
    throw new TenantScopeError(`Organization.${operation} is not allowed`);
  return { ...args, where: { ...asRecord(args.where), id: organizationId } };
}

/** Colleagues may be read, nobody may be changed. */
function scopeUser(operation: string, args: Args, organizationId: string): Args {
  if (!/^(find|count|aggregate|groupBy)/.test(operation)) {
    throw new TenantScopeError(`User.${operation} is not allowed`);
  }
  const members = { some: { organizationId } };
  return { ...args, where: { ...asRecord(args.where), members } };
}

function ownedMany(model: string, data: unknown, organizationId: string): unknown {
  return Array.isArray(data)
    ? data.map((row) => owned(model, row, organizationId))
    : owned(model, data, organizationId);
}

function owned(model: string, data: unknown, organizationId: string): Args {
  return { ...unowned(model, data, organizationId), organizationId };
}

/** Nested writes would reach other tables unscoped, so a row is written with its plain columns alone. */
function unowned(model: string, data: unknown, organizationId: string): Args {
  const row = asRecord(data);
  const columns = scalarFieldsOf(model);
  for (const field of Object.keys(row)) {
    if (!(field in columns)) throw new TenantScopeError(`${model}.${field}: write related rows one by one`);
  }
  if (row.organizationId !== undefined && row.organizationId !== organizationId) {
    throw new TenantScopeError(`${model}: data of another organisation`);
  }
  return row;
}

function scalarFieldsOf(model: string): Record<string, string> {
  const found: unknown = Reflect.get(Prisma, `${model}ScalarFieldEnum`);
  return isRecord(found) ? Object.fromEntries(Object.entries(found).map(([k, v]) => [k, String(v)])) : {};
}

function asRecord(value: unknown): Args {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Args {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
