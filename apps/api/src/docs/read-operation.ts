import * as z from 'zod';
import type { ContractRoute } from '../http/contract-routes.ts';
import type { OpenApiDocument } from './openapi-document.ts';

export interface Field {
  name: string;
  type: string;
  isRequired: boolean;
  description: string;
}

/** What the reference shows of one operation. */
export interface Operation {
  tag: string;
  summary: string;
  description: string;
  status: string;
  input: Field[];
  output: Field[];
}

const schemaShape = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  required: z.array(z.string()).default([]),
  get properties() {
    return z.record(z.string(), schemaShape).default({});
  },
  get items() {
    return schemaShape.optional();
  },
  get anyOf() {
    return z.array(schemaShape).optional();
  },
});
type Schema = z.infer<typeof schemaShape>;

const content = z.record(z.string(), z.object({ schema: schemaShape.optional() }));
const operationShape = z.object({
  tags: z.array(z.string()).default([]),
  summary: z.string().default(''),
  description: z.string().default(''),
  parameters: z
    .array(z.object({ name: z.string(), required: z.boolean().default(false), schema: schemaShape }))
    .default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});

/** Reads an operation out of the document, as far as the reference shows it. */
export function operationOf(document: OpenApiDocument, { path, method }: ContractRoute): Operation {
  const found: unknown = Reflect.get(document.paths?.[path] ?? {}, method.toLowerCase());
  const { tags, responses, parameters, requestBody, ...texts } = operationShape.parse(found);
  const status = Object.keys(responses).find((code) => code.startsWith('2')) ?? '200';
  const inPlace = parameters.map(({ name, required, schema }) => field(name, schema, required));
  return {
    ...{ summary: texts.summary, description: texts.description, tag: tags[0] ?? 'other', status },
    input: [...inPlace, ...fieldsOf(schemaIn(requestBody?.content))],
    output: fieldsOf(schemaIn(responses[status]?.content)),
  };
}

function schemaIn(bodies: z.infer<typeof content> | undefined): Schema | undefined {
  return Object.values(bodies ?? {})[0]?.schema;
}

/** The fields of an object, and those of the objects in it, under dotted names. */
function fieldsOf(schema: Schema | undefined, prefix = ''): Field[] {
  if (!schema) return [];
  return Object.entries(schema.properties).flatMap(([name, inner]) => {
    const full = prefix + name;
    const isRequired = schema.required.includes(name);
    const inside = inner.items ? `${full}[].` : `${full}.`;
    return [field(full, inner, isRequired), ...formsOf(inner).flatMap((form) => fieldsOf(form, inside))];
  });
}

/** The objects in a field: one as a rule; of a choice between several nothing in them is required of everybody. */
function formsOf(schema: Schema): Schema[] {
  const forms = (schema.anyOf ?? []).filter(({ properties }) => Object.keys(properties).length > 0);
  if (forms.length > 1) return forms.map((form) => ({ ...form, required: [] }));
  return [forms[0] ?? schema.items ?? schema];
}

function field(name: string, schema: Schema, isRequired: boolean): Field {
  return { name, type: typeOf(schema), isRequired, description: schema.description ?? '' };
}

function typeOf(schema: Schema): string {
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map(String).join(', ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  const type = [schema.type ?? 'any'].flat().join(' or ');
  return schema.format ? `${type} (${schema.format})` : type;
}
