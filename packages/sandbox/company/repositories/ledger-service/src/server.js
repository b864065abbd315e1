import { createServer } from 'node:http';
import { grpcServer } from './grpc.js';
import { Ledger } from './ledger.js';

// gRPC on GRPC_PORT; probes and metrics speak HTTP/1.1 and have PORT to themselves.
const { PORT = '8080', GRPC_PORT = '9000' } = process.env;
const counts = new Map();
const grpc = grpcServer(new Ledger({ now: Date.now }), counts);
const status = createServer((request, response) => {
  const text = {
    '/healthz': () => 'ok\n',
    '/ready': () => (grpc.listening ? 'ready\n' : undefined),
    '/metrics': () =>
      [
        '# HELP ledger_calls_total gRPC calls by method and code.',
        '# TYPE ledger_calls_total counter',
        ...[...counts].map(([key, n]) => `ledger_calls_total{${key}} ${n}`),
        '',
      ].join('\n'),
  }[request.url];
  const body = text?.();
  response.statusCode = text ? (body === undefined ? 503 : 200) : 404;
  response.setHeader('content-type', 'text/plain; version=0.0.4');
  response.end(body);
});

grpc.listen(Number(GRPC_PORT), () =>
  console.log(`ledger-service speaks gRPC on ${grpc.address().port}`),
);
status.listen(Number(PORT), () => console.log(`status on ${PORT}`));
process.once('SIGTERM', () => {
  grpc.close();
  status.close();
});
