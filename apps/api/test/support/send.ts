import type supertest from 'supertest';
import type { ContractRoute } from '../../src/http/contract-routes.ts';
import type { TestApi } from './test-api.ts';

/** Sends a request as the contract describes it; `body` stands in for the one that the input would make. */
export async function send(
  api: TestApi,
  route: ContractRoute,
  input: Record<string, unknown>,
  headers: Record<string, string>,
  body?: unknown,
): Promise<supertest.Response> {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(input[name]));
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !inPath.includes(name)));
  const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  const request = api.http[method](`/api${path}`).set(headers);
  if (route.method === 'GET') return request.query(rest as Record<string, string>);
  if (rest.file instanceof File) {
    return request.attach('file', Buffer.from(await rest.file.arrayBuffer()), rest.file.name);
  }
  if (body === undefined) return request.send(rest);
  return request.set('Content-Type', 'application/json').send(JSON.stringify(body));
}
