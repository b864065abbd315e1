import { request as send } from 'node:http';
import { TestProxy } from './TestProxy';

/** Stands before a Git host, and stops in the middle of what it sends for a fetch. */
export class SlowFetch {
  readonly #proxy: TestProxy;
  readonly #settings: { stopsAfter: number };

  private constructor(proxy: TestProxy, settings: { stopsAfter: number }) {
    this.#proxy = proxy;
    this.#settings = settings;
  }

  static async start(target: string): Promise<SlowFetch> {
    const settings = { stopsAfter: 200_000 };
    const proxy = await TestProxy.start(target, {}, (request, response) => {
      const { method, url } = request;
      const headers = { ...request.headers, host: new URL(target).host };
      if (method !== 'POST' || !url!.endsWith('/git-upload-pack')) return false;
      const onward = send(
        new URL(url!, target),
        { method, headers },
        answer => {
          let sent = 0;
          response.writeHead(answer.statusCode!, answer.headers);
          answer.on('data', chunk => {
            sent += chunk.length;
            if (sent < settings.stopsAfter) response.write(chunk);
          });
          answer.on('end', () => {
            if (sent < settings.stopsAfter) response.end();
          });
        },
      );
      onward.on('error', () => response.destroy());
      request.pipe(onward);
      return true;
    });
    return new SlowFetch(proxy, settings);
  }

  get url(): string {
    return this.#proxy.url;
  }

  /** Bytes of one answer, after which nothing moves any more. */
  set stopsAfter(bytes: number) {
    this.#settings.stopsAfter = bytes;
  }

  stop(): Promise<void> {
    return this.#proxy.stop();
  }
}
