import { InvalidArgument } from './tokens.js';

const SERVICE = '/myorg.token.v1.TokenService/';

/** Unary calls of the Connect protocol with JSON, as described at connectrpc.com/docs/protocol. */
export function connectHandler(tokens) {
  const methods = new Map([
    ['Issue', request => tokens.issue(request)],
    ['Verify', request => tokens.verify(request)],
    ['Revoke', request => tokens.revoke(request)],
  ]);
  const calls = { Issue: 0, Verify: 0, Revoke: 0 };

  async function call(request) {
    const name = request.url.startsWith(SERVICE)
      ? request.url.slice(SERVICE.length)
      : '';
    const method = methods.get(name);
    if (!method) return error(404, 'unimplemented', `no ${request.url}`);
    if (request.method !== 'POST') return error(405, 'unknown', 'use POST');
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
      return error(415, 'unknown', 'content-type: application/json only');
    }
    calls[name] += 1;
    try {
      return [200, method(fromJson(await text(request)))];
    } catch (cause) {
      if (!(cause instanceof InvalidArgument)) throw cause;
      return error(400, 'invalid_argument', cause.message);
    }
  }

  return async (request, response) => {
    if (request.url === '/healthz' || request.url === '/ready') {
      response.end('ok\n');
      return;
    }
    if (request.url === '/metrics') {
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.end(metrics(calls, tokens.revokedCount));
      return;
    }
    const [status, body] = await call(request).catch(cause => {
      console.error(cause);
      return error(500, 'internal', 'see the log of token-service');
    });
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
}

const error = (status, code, message) => [status, { code, message }];

// Protobuf's JSON form: lowerCamelCase, the proto's own names are accepted too.
function fromJson(body) {
  try {
    const { lifetime_seconds: seconds, ...rest } = Object(JSON.parse(body));
    return seconds === undefined ? rest : { lifetimeSeconds: seconds, ...rest };
  } catch {
    throw new InvalidArgument('the body is not JSON');
  }
}

async function text(request) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > 16_384)
      throw new InvalidArgument('the body is too large');
  }
  return body;
}

function metrics(calls, revoked) {
  const lines = Object.entries(calls).map(
    ([name, n]) => `token_calls_total{method="${name}"} ${n}`,
  );
  return `# TYPE token_calls_total counter\n${lines.join(
    '\n',
  )}\n# TYPE token_revoked gauge\ntoken_revoked ${revoked}\n`;
}
