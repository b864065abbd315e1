import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { openJournal } from './journal.js';
import { Stock, StockError } from './stock.js';

export function stockServer(stock) {
  const seen = { reserved: 0, short: 0 };

  const commands = {
    'POST receipts': (_, body) => [200, stock.receive(body)],
    'POST reservations': (_, body) => [201, stock.reserve(body)],
    'DELETE reservations/:id': id => [204, stock.release(id)],
    'POST reservations/:id/pack': id => [200, stock.pack(id)],
    'GET stock/:id': id => [200, stock.level(id)],
  };

  function status(path) {
    if (path === '/metrics') {
      return `# TYPE stock_reservations_total counter
stock_reservations_total{outcome="held"} ${seen.reserved}
stock_reservations_total{outcome="short"} ${seen.short}
`;
    }
    return ['/healthz', '/ready'].includes(path) ? 'ok\n' : undefined;
  }

  return createServer(async (req, res) => {
    const text = status(req.url);
    if (text !== undefined) {
      res.end(text);
      return;
    }
    try {
      const [, collection, id, verb] = req.url.split('/');
      const pattern = [collection, id && ':id', verb].filter(Boolean).join('/');
      const command = commands[`${req.method} ${pattern}`];
      if (!command) throw new StockError(404, `no ${req.method} ${req.url}`);
      const [code, body] = command(id, await readBody(req));
      if (code === 201) seen.reserved += 1;
      res.writeHead(code, { 'content-type': 'application/json' });
      res.end(body && JSON.stringify(body));
    } catch (error) {
      const known = error instanceof StockError;
      if (!known) console.error(error);
      if (error.shortages) seen.short += 1;
      res.writeHead(known ? error.status : 500);
      res.end(
        JSON.stringify({
          detail: known ? error.message : 'see the log of stock-service',
          shortages: error.shortages,
        }),
      );
    }
  });
}

async function readBody(req) {
  let body = '';
  for await (const chunk of req.setEncoding('utf8')) body += chunk;
  try {
    return Object(JSON.parse(body || '{}'));
  } catch {
    throw new StockError(400, 'the body is not JSON');
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { JOURNAL, PORT = '8080' } = process.env;
  const journal = JOURNAL ? openJournal(JOURNAL) : { facts: [] };
  const newId = () => `res_${randomUUID()}`;
  const stock = new Stock({ now: Date.now, newId, record: journal.record });
  for (const fact of journal.facts) stock.apply(fact);
  const server = stockServer(stock).listen(Number(PORT), () =>
    console.log(`stock-service on ${PORT}, ${journal.facts.length} facts read`),
  );
  process.once('SIGTERM', () => server.close());
}
