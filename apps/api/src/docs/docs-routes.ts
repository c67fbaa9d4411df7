import { Router } from 'express';
import { docsPage } from './docs-page.ts';
import { openApiDocument } from './openapi-document.ts';

/** `/openapi.json`, and `/docs` for people: one page without a script, nothing of it from elsewhere. */
export function docsRoutes(publicUrl: string): Router {
  const router = Router();
  // Made of the contract at the first request; it cannot change while the process runs.
  const document = once(() => openApiDocument(publicUrl));
  const page = once(async () => docsPage(await document()));
  router.get('/openapi.json', async (_req, res) => {
    res.json(await document());
  });
  router.get('/docs', async (_req, res) => {
    res.type('html').send(await page());
  });
  return router;
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
