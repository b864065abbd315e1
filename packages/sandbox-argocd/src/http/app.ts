import { STATUS_CODES } from 'node:http';
import { handle } from '@towpath/sandbox-kit';
import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
} from 'express';
import { GrpcError } from '../errors.ts';
import type { ArgoCdParts } from '../ArgoCdParts.ts';
import { applicationRoutes } from './applicationRoutes.ts';
import { operationRoutes } from './operationRoutes.ts';
import { otherRoutes, VERSION, webhookRoute } from './otherRoutes.ts';
import { resourceRoutes } from './resourceRoutes.ts';
import { pageRoutes } from './pages/pageRoutes.ts';
import { requireSession, sessionRoutes } from './sessionRoutes.ts';
import { streamRoutes } from './streamRoutes.ts';

const applyFaults = ({ faults }: ArgoCdParts): RequestHandler =>
  handle(async (request, response, next) => {
    const { method, originalUrl: path } = request;
    const fault = await faults.onRequest?.({ method, path });
    if (!fault) {
      next();
      return;
    }
    const { status, code, message } = fault;
    response.status(status);
    if (message) response.json({ error: message, code, message });
    else response.end();
  });

/** A form of another site cannot send this type, so it cannot act in somebody's name. */
const requireJson: RequestHandler = (request, response, next) => {
  const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  const type = request.headers['content-type']?.split(';')[0].trim();
  if (isSafe || type === 'application/json') next();
  else response.status(415).type('text').send('Invalid content type\n');
};

/** Everything the sandbox's Argo CD answers. */
export function createApp(parts: ArgoCdParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use('/api', apiRoutes(parts));
  app.use(pageRoutes(parts));
  return app;
}

function apiRoutes(parts: ArgoCdParts): express.Router {
  const api = express.Router();
  api.use(applyFaults(parts));
  api.use(requireJson);
  api.use(express.json({ limit: '4mb', strict: false }));
  api.get('/version', (_request, response) => {
    response.json({ Version: VERSION });
  });
  api.use('/webhook', webhookRoute(parts));
  api.get('/v1/settings', (_request, response) => {
    response.json({
      url: parts.url,
      appLabelKey: 'app.kubernetes.io/instance',
      trackingMethod: 'annotation',
      controllerNamespace: 'argocd',
    });
  });
  api.use('/v1/session', sessionRoutes(parts));
  api.use('/v1', requireSession(parts));
  api.use('/v1/stream/applications', streamRoutes(parts));
  api.use(
    '/v1/applications',
    resourceRoutes(parts),
    operationRoutes(parts),
    applicationRoutes(parts),
  );
  api.use('/v1', otherRoutes(parts));
  api.use((_request, response) => {
    response.status(404).type('text').send('Not Found\n');
  });
  api.use(answerWithStatus(parts));
  return api;
}

/** A stream has another shape for errors, and uses it from its beginning. */
const inStream = ({ code, message, status }: GrpcError) => ({
  grpc_code: code,
  http_code: status,
  message,
  http_status: STATUS_CODES[status],
});

function answerWithStatus({ log }: ArgoCdParts): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const known =
      error instanceof GrpcError
        ? error
        : new GrpcError(error.status === 400 ? 3 : 13, error.message);
    if (known.code === 13) {
      log.error(`${request.method} ${request.originalUrl}: ${error.stack}`);
    }
    const { code, message, status } = known;
    const isStream = request.originalUrl.startsWith('/api/v1/stream/');
    return response
      .status(status)
      .json(
        isStream
          ? { error: inStream(known) }
          : { error: message, code, message },
      );
  };
}
