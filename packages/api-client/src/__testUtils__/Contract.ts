import { readDocument, type Document } from './readDocument';
import { closeObjects, Schemas } from './Schemas';

const NO_CONTENT = '204';

/** A request, read as the document has it. */
export interface AskedRequest {
  method: string;
  /** Such as `/services/{name}`. */
  path: string;
  params: Record<string, string>;
  /** Numbers, booleans and lists as what they are. */
  query: Record<string, unknown>;
  headers: Record<string, string>;
  body: any;
}

/** A request as it comes. */
export interface RawRequest {
  method: string;
  url: URL;
  headers: Headers;
  body: unknown;
}

/** What a plugin's OpenAPI document lets be asked and answered. */
export class Contract {
  readonly #document: Document;
  readonly #texts: Schemas;
  readonly #bodies: Schemas;

  /** @param file see {@link readDocument} */
  constructor(file: string) {
    this.#document = readDocument(file);
    closeObjects(this.#document);
    this.#texts = new Schemas(this.#document, { isText: true });
    this.#bodies = new Schemas(this.#document, { isText: false });
  }

  /** @throws what of the request the document does not know. */
  read({ method, url, headers, body }: RawRequest): AskedRequest {
    const { path, params } = this.#find(method, url.pathname);
    const asked = {
      method,
      path,
      params,
      query: this.#readQuery(method, path, url.searchParams),
      headers: this.#readHeaders(method, path, headers),
      body,
    };
    this.#checkTexts(asked, 'path', params);
    this.#checkTexts(asked, 'query', asked.query);
    this.#checkTexts(asked, 'header', asked.headers);
    this.#checkBody(asked);
    return asked;
  }

  /**
   * The status of what was done as asked for.
   *
   * @throws what of the answer the document does not know.
   */
  checkAnswer(method: string, path: string, body: unknown): number {
    const { responses } = this.#operation(method, path);
    const status = Object.keys(responses).find(one => one.startsWith('2'))!;
    if (status !== NO_CONTENT) this.#checkResponse(method, path, status, body);
    else if (body !== undefined)
      throw new Error(`${method} ${path} answers nothing`);
    return Number(status);
  }

  /** @throws what of the refusal the document does not know. */
  checkRefusal(method: string, path: string, body: unknown): void {
    this.#checkResponse(method, path, 'default', body);
  }

  #find(method: string, pathname: string) {
    for (const [path, operations] of Object.entries(this.#document.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const pattern = path.replaceAll(/\{\w+\}/g, '([^/]+)');
      const found = new RegExp(`^${pattern}$`).exec(pathname);
      if (!found || !(method in operations)) continue;
      const values = found.slice(1).map(decodeURIComponent);
      const params = names.map((name, index) => [name, values[index]]);
      return { path, params: Object.fromEntries(params) };
    }
    throw new Error(`the document has no ${method} ${pathname}`);
  }

  #operation(method: string, path: string) {
    const operation = this.#document.paths[path]?.[method];
    if (!operation) throw new Error(`the document has no ${method} ${path}`);
    return operation;
  }

  #readQuery(method: string, path: string, search: URLSearchParams) {
    const { parameters } = this.#operation(method, path);
    return Object.fromEntries(
      [...new Set(search.keys())].map(name => {
        const all = search.getAll(name);
        const named = parameters.find(one => one.name === name);
        const isOne = named?.schema.type !== 'array' && all.length === 1;
        return [name, isOne ? all[0] : all];
      }),
    );
  }

  #readHeaders(method: string, path: string, headers: Headers) {
    const named = this.#operation(method, path).parameters.filter(
      one => one.in === 'header' && headers.has(one.name),
    );
    return Object.fromEntries(
      named.map(({ name }) => [name, headers.get(name)!]),
    );
  }

  #checkTexts({ method, path }: AskedRequest, place: string, values: object) {
    const { parameters } = this.#operation(method, path);
    const named = parameters.flatMap((one, index) =>
      one.in === place ? [{ ...one, index }] : [],
    );
    const places = named.map(({ name, index }) => [
      name,
      ['paths', path, method, 'parameters', index, 'schema'],
    ]);
    const required = named.filter(one => one.required).map(one => one.name);
    this.#texts.checkAll(place, values, Object.fromEntries(places), required);
  }

  #checkBody({ method, path, body }: AskedRequest) {
    const { requestBody } = this.#operation(method, path);
    if (body === undefined && !requestBody?.required) return;
    if (!requestBody) throw new Error('body: there should be none');
    const content = ['content', 'application/json', 'schema'];
    this.#bodies.check('body', body, [
      'paths',
      path,
      method,
      'requestBody',
      ...content,
    ]);
  }

  #checkResponse(method: string, path: string, status: string, body: unknown) {
    this.#bodies.check(`the answer to ${method} ${path}`, body, [
      'paths',
      path,
      method,
      'responses',
      status,
      'content',
      'application/json',
      'schema',
    ]);
  }
}
