import { CookieJar } from 'tough-cookie';

/** An answer, and the address it came from after all redirects. */
export interface Page {
  url: URL;
  status: number;
  /** Where a redirect leads that was not followed. */
  location?: URL;
  text: string;
}

export interface HttpSessionOptions {
  /** Sent as `Accept`. */
  accept: string;
  /** Asked before each request; throws to stop. */
  allow?: (url: URL) => void;
}

/** What a browser does during sign-in, without its window: cookies, redirects and one form. */
export class HttpSession {
  readonly #cookies = new CookieJar();
  readonly #options: HttpSessionOptions;

  constructor(options: HttpSessionOptions) {
    this.#options = options;
  }

  /** Opens a page, following redirects. */
  async open(url: URL): Promise<Page> {
    return this.#follow(await this.request(url));
  }

  /** Sends a form to a page, following redirects. */
  async submit(url: URL, fields: Record<string, string>): Promise<Page> {
    const body = new URLSearchParams(fields);
    return this.#follow(await this.request(url, { method: 'POST', body }));
  }

  /** Makes one request with this session's cookies. */
  async request(url: URL, init: RequestInit = {}): Promise<Page> {
    this.#options.allow?.(url);
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        accept: this.#options.accept,
        cookie: await this.#cookies.getCookieString(url.href),
        ...init.headers,
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      await this.#cookies.setCookie(cookie, url.href, { ignoreError: true });
    }
    const target = response.headers.get('location');
    return {
      url,
      status: response.status,
      location: target ? new URL(target, url) : undefined,
      text: await response.text(),
    };
  }

  async #follow(page: Page): Promise<Page> {
    let current = page;
    for (let hops = 0; current.location; hops++) {
      if (hops === 20) {
        throw new Error(`${page.url.origin} redirects without end.`);
      }
      current = await this.request(current.location);
    }
    return current;
  }
}
