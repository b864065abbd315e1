import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { labelText, trackingNumber } from './labels.js';
import { choose, quotes, RoutingError } from './routing.js';

/** @param {() => number} nextSerial never gives the same number twice */
export function shippingServer(nextSerial) {
  const labels = new Map(); // order id -> label
  const byCarrier = new Map();

  function createLabel({ orderId, recipient, withinDays, ...parcel }) {
    if (!orderId) throw new RoutingError('orderId: is missing');
    for (const field of ['name', 'street', 'postcode', 'city']) {
      if (!recipient?.[field])
        throw new RoutingError(`recipient.${field}: is missing`);
    }
    if (labels.has(orderId)) return labels.get(orderId);
    const { carrier, zone, cents, days } = choose(parcel, withinDays);
    const tracking = trackingNumber(nextSerial());
    const text = labelText({
      carrier,
      tracking,
      recipient,
      country: parcel.country,
      zone,
    });
    const label = { orderId, carrier, tracking, cents, days, text };
    labels.set(orderId, label);
    byCarrier.set(carrier, (byCarrier.get(carrier) ?? 0) + 1);
    return label;
  }

  return createServer(async (req, res) => {
    const reply = (status, body, type = 'application/json') => {
      res.writeHead(status, { 'content-type': type });
      res.end(type === 'application/json' ? JSON.stringify(body) : body);
    };
    switch (`${req.method} ${req.url}`) {
      case 'GET /healthz':
      case 'GET /ready':
        return reply(200, 'ok\n', 'text/plain');
      case 'GET /metrics':
        return reply(200, metrics(byCarrier), 'text/plain; version=0.0.4');
      case 'POST /quotes':
        return attempt(reply, async () => [
          200,
          { quotes: quotes(await body(req)) },
        ]);
      case 'POST /labels':
        return attempt(reply, async () => [201, createLabel(await body(req))]);
      default:
        return reply(404, { detail: `no ${req.method} ${req.url}` });
    }
  });
}

async function attempt(reply, run) {
  try {
    reply(...(await run()));
  } catch (error) {
    if (error instanceof RoutingError || error instanceof SyntaxError) {
      reply(422, { detail: error.message });
    } else {
      console.error(error);
      reply(500, { detail: 'see the log of shipping-service' });
    }
  }
}

async function body(req) {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  return Object(JSON.parse(Buffer.concat(chunks).toString()));
}

const metrics = byCarrier =>
  [
    '# HELP shipping_labels_total Labels by carrier.',
    '# TYPE shipping_labels_total counter',
    ...[...byCarrier].map(
      ([c, n]) => `shipping_labels_total{carrier="${c}"} ${n}`,
    ),
    '',
  ].join('\n');

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { PORT = '8080', FIRST_SERIAL = '1' } = process.env;
  let serial = Number(FIRST_SERIAL) - 1;
  const server = shippingServer(() => (serial += 1));
  server.listen(Number(PORT), () => console.log(`shipping-service on ${PORT}`));
  process.once('SIGTERM', () => server.close());
}
