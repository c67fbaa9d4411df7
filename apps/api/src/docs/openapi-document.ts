import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract } from '@soul-kg-crm/shared/contract';
import { problemDocument } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';
import { contractRoutes } from '../http/contract-routes.ts';

export type OpenApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>;

const DESCRIPTION = `Everything the dashboard does, for programs. Make a key under Settings → API keys and send it as
\`Authorization: Bearer <key>\` or \`X-Api-Key: <key>\`. A key acts as an administrator of its organisation, except that
it cannot manage keys. Lists answer \`{ items, nextCursor }\`; errors are \`application/problem+json\` with a stable
\`code\`. Limits are told in the \`RateLimit\` headers.`;

/** The OpenAPI 3.1 document of the whole contract. */
export async function openApiDocument(): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: { title: 'Soul KG CRM', version: '0.1.0', description: DESCRIPTION },
    servers: [{ url: '/api' }],
    security: [{ session: [] }, { bearer: [] }, { apiKey: [] }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'soul-kg-crm.session_token' },
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      },
    },
  });
  return withProblems(document);
}

const problemSchema = z.toJSONSchema(problemDocument, { target: 'draft-2020-12' });

function withProblems(document: OpenApiDocument): OpenApiDocument {
  const problem = {
    description: 'A problem; `code` says which',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  const { $schema: _, ...schema } = problemSchema;
  const components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: schema },
  };
  const paths = structuredClone(document.paths ?? {});
  for (const { path, method, access } of contractRoutes(contract)) {
    const operation =
      paths[path]?.[
        ({ GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const)[method]
      ];
    if (!operation) continue;
    operation.responses = { ...operation.responses, default: problem };
    operation.description = accessSentences[access];
    if (access === 'public') operation.security = [];
  }
  return { ...document, components, paths } as OpenApiDocument;
}

const accessSentences = {
  public: 'Open to everybody.',
  signedIn: 'For every person that is signed in.',
  AGENT: 'For every member of the organisation.',
  ADMIN: 'For administrators of the organisation.',
  SUPER_ADMIN: "For the installation's owner.",
};
