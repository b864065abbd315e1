import { createServer } from 'node:http';
import { IdempotencyStore } from './idempotency.js';
import { Counters } from './metrics.js';
import { MoneyError } from './money.js';
import { PaymentRefused } from './payments.js';

const BODY_LIMIT = 64 * 1024;

/**
 * The HTTP door of api/openapi.yaml.
 * @param {{payments: object, now: () => number, databaseReachable: () => Promise<boolean>}} parts
 */
export function createApp({ payments, now, databaseReachable }) {
  const idempotency = new IdempotencyStore({ now });
  const counters = new Counters();
  counters.define('payment_requests_total', 'Answers by operation and status.');
  counters.define(
    'payment_replays_total',
    'Answers repeated for a known Idempotency-Key.',
  );

  const operations = [
    ['GET', /^\/payments\/([^/]+)$/, 'get', id => payments.get(id)],
    [
      'POST',
      /^\/payments$/,
      'authorize',
      (_, body) => payments.authorize(body),
    ],
    [
      'POST',
      /^\/payments\/([^/]+)\/capture$/,
      'capture',
      (id, body) => payments.capture(id, body.amount),
    ],
    [
      'POST',
      /^\/payments\/([^/]+)\/cancel$/,
      'cancel',
      id => payments.cancel(id),
    ],
    [
      'POST',
      /^\/payments\/([^/]+)\/refunds$/,
      'refund',
      (id, body) => payments.refund(id, body.amount),
    ],
  ];

  async function answer(request, path) {
    for (const [method, pattern, name, run] of operations) {
      const match = pattern.exec(path);
      if (!match || request.method !== method) continue;
      const text = await readBody(request);
      const status = name === 'authorize' ? 201 : 200;
      const attempt = () => asResult(status, () => run(match[1], parse(text)));
      const result =
        method === 'GET' ? attempt() : keyed(request, path, text, attempt);
      counters.increment('payment_requests_total', {
        operation: name,
        status: String(result.status),
      });
      return result;
    }
    throw new PaymentRefused(
      404,
      'unknown-path',
      `${request.method} ${path} is not part of this API`,
    );
  }

  function keyed(request, path, text, attempt) {
    const key = request.headers['idempotency-key'];
    if (!key) {
      throw new PaymentRefused(
        400,
        'idempotency-key-missing',
        'Idempotency-Key: send one with every change, a new UUID for each',
      );
    }
    const result = idempotency.once(key, `${path}\n${text}`, attempt);
    if (result.replayed) counters.increment('payment_replays_total');
    return result;
  }

  return createServer(async (request, response) => {
    // Not read as a URL: anybody can send a target that is none, such as "//".
    const [pathname] = request.url.split('?', 1);
    if (pathname === '/metrics') {
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.end(counters.render());
      return;
    }
    if (pathname === '/healthz') {
      send(response, 200, { status: 'ok' });
      return;
    }
    if (pathname === '/ready') {
      const ready = await databaseReachable();
      send(response, ready ? 200 : 503, {
        status: ready ? 'ready' : 'database unreachable',
      });
      return;
    }
    const result = await answer(request, pathname).catch(asProblem);
    if (result.replayed) response.setHeader('idempotent-replayed', 'true');
    send(response, result.status, result.body);
  });
}

function asResult(status, run) {
  try {
    return { status, body: run() };
  } catch (error) {
    return asProblem(error);
  }
}

function asProblem(error) {
  const refused =
    error instanceof MoneyError
      ? new PaymentRefused(422, 'invalid-amount', error.message)
      : error;
  const { status = 500, code = 'internal' } = refused;
  if (status === 500) console.error(error);
  return {
    status,
    body: {
      type: `urn:myorg:payments:${code}`,
      title: code.replaceAll('-', ' '),
      status,
      detail: status === 500 ? 'see the log of payment-service' : error.message,
    },
  };
}

function parse(text) {
  try {
    return text === '' ? {} : Object(JSON.parse(text));
  } catch {
    throw new PaymentRefused(400, 'invalid-json', 'the body is not JSON');
  }
}

async function readBody(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > BODY_LIMIT) {
      throw new PaymentRefused(
        413,
        'body-too-large',
        `the body is over ${BODY_LIMIT} bytes`,
      );
    }
  }
  return text;
}

function send(response, status, body) {
  response.statusCode = status;
  response.setHeader(
    'content-type',
    status >= 400 ? 'application/problem+json' : 'application/json',
  );
  response.end(JSON.stringify(body));
}
