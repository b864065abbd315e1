import type { TypedRouter } from '@backstage/backend-openapi-utils';
import type { paths } from '@towpath/plugin-environment-common';

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

type KeyOf<Path extends keyof paths & string> = {
  [M in MethodsOf<paths[Path]>]: `#${NameOf<M>}|${Path}`;
}[MethodsOf<paths[Path]>];

type Key = { [Path in keyof paths & string]: KeyOf<Path> }[keyof paths &
  string];

/** The operations of openapi.yaml, as the router of Backstage names them: `#get|/services`. */
export type EnvironmentEndpoints = {
  [K in Key]: K extends `#${infer Name}|${infer Path extends keyof paths &
    string}`
    ? EndpointOf<
        paths[Path][(Name extends '_delete' ? 'delete' : Name) &
          keyof paths[Path]]
      >
    : never;
};

/** A router that knows path, query, body and answer of each operation in openapi.yaml. */
export type EnvironmentRouter = TypedRouter<EnvironmentEndpoints>;

/** Adds the routes of one area. */
export type AddRoutes = (router: EnvironmentRouter) => void;
