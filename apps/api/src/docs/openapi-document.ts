import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract } from '@soul-kg-crm/shared/contract';
import { problemDocument } from '@soul-kg-crm/shared/problems';
import { contractRoutes } from '../http/contract-routes.ts';

export type OpenApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>;

const DESCRIPTION = `Everything the dashboard does, for programs. Make a key under Settings → API keys and send it as
\`Authorization: Bearer <key>\` or \`X-Api-Key: <key>\`. A key acts as an administrator of its organisation, except that
it manages neither keys nor colleagues nor invitations, and is nobody's account. Sending names no organisation, it is the
key's own; where an address holds its id, \`GET /sessions\` tells it. Lists answer \`{ items, nextCursor }\`; errors are \`application/problem+json\` with a stable
\`code\`. Limits are told in the \`RateLimit\` headers.`;

/** The OpenAPI 3.1 document of the whole contract, as it is served at this address. */
export async function openApiDocument(publicUrl: string): Promise<OpenApiDocument> {
  // As better-auth calls it.
  const prefix = publicUrl.startsWith('https:') ? '__Secure-' : '';
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: { title: 'Soul KG CRM', version: '0.1.0', description: DESCRIPTION },
    servers: [{ url: '/api' }],
    security: [{ session: [] }, { bearer: [] }, { apiKey: [] }],
    commonSchemas: { Problem: { schema: problemDocument } },
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: `${prefix}soul-kg-crm.session_token` },
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      },
    },
  });
  return withProblems(document);
}

const problemAnswer = {
  description: 'A problem; `code` says which',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const operationKeys = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

/** Adds to every operation what the contract says of it beside its schemas: who may call it, and what else it answers. */
function withProblems(document: OpenApiDocument): OpenApiDocument {
  const paths = structuredClone(document.paths ?? {});
  for (const { path, method, access, isForPeople, isStream } of contractRoutes(contract)) {
    const operation = paths[path]?.[operationKeys[method]];
    if (!operation) continue;
    operation.responses = { ...operation.responses, default: problemAnswer };
    const forPeople = isForPeople ? 'Not for programs with a key.' : '';
    operation.description = [accessSentences[access], forPeople, operation.description]
      .filter(Boolean)
      .join(' ');
    if (access === 'public') operation.security = [];
    if (isForPeople) operation.security = [{ session: [] }];
    // A file comes as multipart/form-data alone.
    if (isStream && operation.requestBody && 'content' in operation.requestBody) {
      delete operation.requestBody.content['application/json'];
    }
  }
  return { ...document, paths };
}

const accessSentences = {
  public: 'Open to everybody.',
  signedIn: 'For every person that is signed in.',
  AGENT: 'For every member of the organisation.',
  ADMIN: 'For administrators of the organisation.',
  SUPER_ADMIN: "For the installation's owner.",
};
