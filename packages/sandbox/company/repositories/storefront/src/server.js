import { createServer } from 'node:http';
import { shop } from './shop.js';

const { PORT = '8080', SEARCH_SERVICE_URL, CART_SERVICE_URL } = process.env;
const handler = shop({
  searchUrl: SEARCH_SERVICE_URL,
  cartUrl: CART_SERVICE_URL,
});
const server = createServer(handler);
server.listen(Number(PORT), () => console.log(`storefront on ${PORT}`));
process.once('SIGTERM', () => server.close());
