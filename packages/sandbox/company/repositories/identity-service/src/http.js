import { createServer } from 'node:http';
import { AccountError } from './accounts.js';

/** @param {{accounts: object, events: object, issueToken: (accountId: string) => Promise<object | undefined>}} parts */
export function identityServer({ accounts, events, issueToken }) {
  const outcomes = new Map();
  const routes = {
    'POST /accounts': async body => [201, await accounts.register(body)],
    'POST /sign-ins': async body => {
      const account = await accounts.signIn(body);
      return [200, { account, token: await issueToken(account.id) }];
    },
    'GET /healthz': async () => [200, { status: 'ok' }],
    'GET /ready': async () => [200, { status: 'ready' }],
  };

  return createServer(async (req, res) => {
    // Not read as a URL: anybody can send a target that is none, such as "//".
    const [path] = req.url.split('?', 1);
    const name = `${req.method} ${path}`;
    if (name === 'GET /events') {
      return sendEvents(res, new URLSearchParams(req.url.slice(path.length)));
    }
    if (name === 'GET /metrics') return sendMetrics(res);
    const [status, body] = await run(name, req).catch(problem);
    const key = `${status}`;
    if (routes[name]) outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
    res.writeHead(status, { 'content-type': 'application/json' });
    return res.end(JSON.stringify(body));
  });

  async function run(name, req) {
    if (!Object.hasOwn(routes, name)) {
      throw new AccountError(404, 'unknown-path', `there is no ${name}`);
    }
    return routes[name](req.method === 'POST' ? await readJson(req) : {});
  }

  function sendEvents(res, query) {
    const after = Number(query.get('after') ?? 0);
    if (!Number.isSafeInteger(after) || after < 0) {
      res.writeHead(400).end('after: a sequence number, 0 or more\n');
      return;
    }
    res.writeHead(200, { 'content-type': 'application/x-ndjson' });
    const lines = events
      .after(after)
      .map(event => `${JSON.stringify(event)}\n`);
    res.end(lines.join(''));
  }

  function sendMetrics(res) {
    const lines = [...outcomes].map(
      ([status, count]) =>
        `identity_answers_total{status="${status}"} ${count}`,
    );
    res.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    res.end(
      [
        '# HELP identity_answers_total Answers by status.',
        '# TYPE identity_answers_total counter',
        ...lines,
        '',
      ].join('\n'),
    );
  }
}

async function readJson(req) {
  const chunks = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    if (size > 10_000)
      throw new AccountError(413, 'too-large', 'body too large');
    chunks.push(chunk);
  }
  try {
    return Object(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch {
    throw new AccountError(400, 'invalid-json', 'the body is not JSON');
  }
}

function problem(error) {
  if (error instanceof AccountError) {
    const { status, code, message } = error;
    return [status, { error: { code, message } }];
  }
  console.error(error);
  return [500, { error: { code: 'internal', message: 'see the log' } }];
}
