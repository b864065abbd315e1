import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Files {
  /** Where they are, as `localhost:PORT`. */
  host: string;
  put(path: string, text: string): void;
  stop(): Promise<void>;
}

/** Serves texts over HTTP, as a Git host serves raw files; 404 for what was not put. */
export async function startFiles(): Promise<Files> {
  const files = new Map<string, string>();
  const server = createServer((request, response) => {
    const text = files.get(request.url ?? '');
    response.writeHead(text === undefined ? 404 : 200).end(text);
  }).listen(0, 'localhost');
  await once(server, 'listening');
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    put: (path, text) => void files.set(path, text),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
