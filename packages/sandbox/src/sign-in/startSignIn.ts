import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listenLocally } from '@towpath/sandbox-kit';
import express from 'express';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import type Provider from 'oidc-provider';
import { openDirectory } from './directory.ts';
import type { Directory } from './directory.ts';
import { EntryStore } from './EntryStore.ts';
import { createInteractions } from './interactions.ts';
import { loadKeys } from './keys.ts';
import { createPages } from './pages.ts';
import type { Pages } from './pages.ts';
import { createProvider } from './provider.ts';
import { createScimRouter } from './scim/createScimRouter.ts';
import { openScimStore, type ScimStore } from './scim/ScimStore.ts';
import type { Log, RunningSignIn, SignInOptions } from './types.ts';

const INTER = join(
  dirname(fileURLToPath(import.meta.resolve('@fontsource-variable/inter'))),
  'files',
);

const SWEEP_EVERY_MS = 10 * 60_000;

/**
 * Starts the sandbox's identity provider: OpenID Connect without passwords, for one client.
 *
 * It must answer before the portal's backend starts, which asks for its metadata only once.
 * @throws Error that says what to do when the port is taken, or when state or people cannot be read
 */
export async function startSignIn(
  options: SignInOptions,
): Promise<RunningSignIn> {
  const folder = join(options.dataDir, 'sign-in');
  // The data folder stays open to others: PostgreSQL may run as another user below it.
  await mkdir(options.dataDir, { recursive: true });
  const keys = await loadKeys(join(folder, 'keys.json'));
  const store = await EntryStore.open(join(folder, 'state'), options.log);
  const scim = await openScimStore(join(folder, 'scim.json'));
  const directory = openDirectory(options, scim);

  const server = createServer();
  const port = await listenLocally(server, {
    ...options,
    name: 'sign-in of the sandbox',
  }).catch(error => {
    throw error.code === 'EADDRINUSE' ? portTaken(options.port, error) : error;
  });
  const issuer = options.publicUrl ?? `http://localhost:${port}`;
  const pages = createPages(options.portalUrl);
  const provider = createProvider({
    ...options,
    issuer,
    keys,
    store,
    directory,
    pages,
  });
  server.on(
    'request',
    createApp(options, { provider, directory, pages, scim, issuer }),
  );
  const sweeping = setInterval(() => {
    store.sweep().catch(error => options.log(`Sign-in: ${error}`));
  }, SWEEP_EVERY_MS).unref();

  return {
    issuer,
    close: async () => {
      clearInterval(sweeping);
      await stop(server);
      await store.settled();
    },
  };
}

const ABOUT = {
  title: 'Sign-in of the Towpath sandbox',
  message:
    'The portal sends you here when you sign in, and you choose which of the sample people to be. There is nothing to do on this page.',
};

function createApp(
  { portalUrl, scimToken, scimRequestsAtMost, log }: SignInOptions,
  parts: {
    provider: Provider;
    directory: Directory;
    pages: Pages;
    scim: ScimStore;
    issuer: string;
  },
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use('/assets/inter', express.static(INTER));
  app.use('/assets', express.static(join(import.meta.dirname, 'assets')));
  app.get('/', secured(portalUrl), (_req, res) => {
    res.send(parts.pages.notice(ABOUT));
  });
  if (scimToken) {
    const { scim: store, directory, issuer } = parts;
    const url = new URL('/scim/v2', issuer).href;
    const { organisation } = directory;
    app.use(
      '/scim/v2',
      createScimRouter({
        ...{ token: scimToken, url, store, organisation, log },
        requestsAtMost: scimRequestsAtMost,
        now: Date.now,
      }),
    );
  }
  app.use('/interaction', secured(portalUrl));
  app.use(createInteractions(parts));
  app.use(parts.provider.callback());
  app.use(internalError(parts.pages, log));
  return app;
}

/** Only our own files load, and a form may lead to the portal: a redirect after it counts as its target. */
function secured(portalUrl: string): RequestHandler {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    `form-action 'self' ${new URL(portalUrl).origin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return (_req, res, next) => {
    res.set({
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-store',
      // Without it a browser would not say that the form is ours.
      'Referrer-Policy': 'same-origin',
    });
    next();
  };
}

function internalError(pages: Pages, log: Log): ErrorRequestHandler {
  return (error, _req, res, _next) => {
    log(`Sign-in failed: ${error.stack ?? error}`);
    res.status(500).send(
      pages.notice({
        title: 'Sign-in does not work at the moment',
        message: String(error.message ?? error),
      }),
    );
  };
}

function portTaken(port: number, cause: Error): Error {
  return new Error(
    `Port ${port}, which sign-in wants, is in use. Stop what uses it, or set TOWPATH_SIGN_IN_PORT to a free port.`,
    { cause },
  );
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close(error => (error ? reject(error) : resolve()));
    server.closeIdleConnections();
  });
}
