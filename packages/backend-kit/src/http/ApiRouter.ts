import type { TypedRouter } from '@backstage/backend-openapi-utils';

type Method = 'get' | 'post' | 'put' | 'delete';

type MethodsOf<PathItem> = {
  [M in Method]: M extends keyof PathItem
    ? PathItem[M] extends object
      ? M
      : never
    : never;
}[Method];

// The name that the router of Backstage has for it.
type NameOf<M extends Method> = M extends 'delete' ? '_delete' : M;

type JsonOf<T> = T extends { content: { 'application/json': infer Json } }
  ? Json
  : T extends { content?: never }
  ? void
  : never;

type Success<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201 | 202 | 204
    ? JsonOf<Responses[Status]>
    : never;
}[keyof Responses];

type QueryOf<Operation> = Operation extends { parameters: { query?: infer Q } }
  ? [NonNullable<Q>] extends [never]
    ? {}
    : NonNullable<Q>
  : {};

type PathOf<Operation> = Operation extends { parameters: { path: infer P } }
  ? P
  : {};

type BodyOf<Operation> = Operation extends { requestBody?: infer Body }
  ? JsonOf<NonNullable<Body>>
  : unknown;

type EndpointOf<Operation> = Operation extends { responses: infer Responses }
  ? {
      query: QueryOf<Operation>;
      path: PathOf<Operation>;
      body: BodyOf<Operation>;
      response: Success<Responses>;
    }
  : never;

type KeyOf<Paths, Path extends keyof Paths & string> = {
  [M in MethodsOf<Paths[Path]>]: `#${NameOf<M>}|${Path}`;
}[MethodsOf<Paths[Path]>];

type Key<Paths> = {
  [Path in keyof Paths & string]: KeyOf<Paths, Path>;
}[keyof Paths & string];

/** The operations of a document, as the router of Backstage names them: `#get|/services`. */
type EndpointsOf<Paths> = {
  [K in Key<Paths>]: K extends `#${infer Name}|${infer Path extends keyof Paths &
    string}`
    ? EndpointOf<
        Paths[Path][(Name extends '_delete' ? 'delete' : Name) &
          keyof Paths[Path]]
      >
    : never;
};

/**
 * A router that knows path, query, body and answer of each operation. `Paths` is what
 * `openapi-typescript` makes of the document.
 */
export type ApiRouter<Paths> =
  EndpointsOf<Paths> extends infer Endpoints extends EndpointMap
    ? TypedRouter<Endpoints>
    : never;

// As the router of Backstage has it, which does not export it.
type EndpointMap = Record<
  string,
  { query?: object; body?: any; response?: any; path?: any }
>;

/** Adds the routes of one area. */
export type AddRoutes<Paths> = (router: ApiRouter<Paths>) => void;
