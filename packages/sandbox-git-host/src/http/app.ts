import express, { type Express } from 'express';
import type { Host } from '../host.ts';
import { apiRoutes } from './api/apiRoutes.ts';
import { gitRoutes } from './gitRoutes.ts';
import { pageRoutes } from './pages/pageRoutes.ts';

/** Everything the Git host answers: git itself, the API, the pages. */
export async function createApp(host: Host): Promise<Express> {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use('/api/v1', apiRoutes(host));
  app.use(gitRoutes(host));
  app.use(await pageRoutes(host));
  return app;
}
