import { createServer } from 'node:http';
import { check, readCampaigns } from './coupons.js';

const campaigns = readCampaigns(process.env.PROMO_CODES ?? '');
let checks = 0;

const server = createServer((request, response) => {
  // RFC 8594: tells every caller that this service is going, and where to.
  response.setHeader('sunset', 'Wed, 31 Mar 2027 23:59:59 GMT');
  response.setHeader('link', '</carts>; rel="successor-version"');
  const [, first, code] = request.url.split('/');
  if (first === 'coupons' && code && request.method === 'GET') {
    checks += 1;
    const today = new Date().toISOString().slice(0, 10);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(check(campaigns, decode(code), today)));
  } else if (first === 'healthz' || first === 'ready') {
    response.end('ok\n');
  } else if (first === 'metrics') {
    response.end(
      `# TYPE promo_checks_total counter\npromo_checks_total ${checks}\n`,
    );
  } else {
    response.writeHead(404).end('GET /coupons/{code}\n');
  }
});

function decode(code) {
  try {
    return decodeURIComponent(code);
  } catch {
    return '';
  }
}

server.listen(Number(process.env.PORT ?? 8080), () =>
  console.log(`promo-service knows ${campaigns.size} campaigns`),
);
process.once('SIGTERM', () => server.close());
