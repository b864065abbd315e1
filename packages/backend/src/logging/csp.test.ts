import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import request from 'supertest';
import { parse } from 'yaml';
import { startPortal } from '../__testUtils__/startPortal';
import { rootHttpRouter } from './rootHttpRouter';

const FILE = resolve(__dirname, '../../../../app-config.yaml');

it.each([
  ['sends no form elsewhere', "form-action 'self'"],
  ['takes no other base for its links', "base-uri 'self'"],
  ['runs no object', "object-src 'none'"],
  ['stands in no frame', "frame-ancestors 'none'"],
  ['runs no code of an attribute', "script-src-attr 'none'"],
])('a page of the portal %s', async (_, directive) => {
  const { csp } = parse(readFileSync(FILE, 'utf8')).backend;
  const portal = await startPortal(
    [mockServices.rootLogger.factory({ level: 'none' }), rootHttpRouter],
    { backend: { csp } },
  );
  const { headers } = await request(portal.baseUrl).get('/');
  await portal.stop();

  expect(headers['content-security-policy'].split(';')).toContain(directive);
});
