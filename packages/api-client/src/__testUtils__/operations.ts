/** Methods of HTTP, as a document names them. */
export type Method = 'get' | 'post' | 'put' | 'delete';

/** The paths that have an operation of this method. */
export type PathWith<Paths, M extends Method> = {
  [Path in keyof Paths]: Paths[Path] extends { [Name in M]: object }
    ? Path
    : never;
}[keyof Paths] &
  string;

type At<Paths, M extends Method, Path> = Path extends keyof Paths
  ? M extends keyof Paths[Path]
    ? Paths[Path][M]
    : never
  : never;

type JsonOf<Response> = Response extends {
  content: { 'application/json': infer Json };
}
  ? Json
  : undefined;

/** What an operation answers when it has done what was asked. */
export type AnswerOf<Paths, M extends Method, Path> = At<
  Paths,
  M,
  Path
> extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: Status extends 200 | 201 | 202 | 204
        ? JsonOf<Responses[Status]>
        : never;
    }[keyof Responses]
  : never;

/** Which requests are meant, of an operation. */
export interface WhichOf<Paths, M extends Method, Path> {
  params?: At<Paths, M, Path> extends { parameters: { path: infer Params } }
    ? Partial<Params>
    : never;
  query?: At<Paths, M, Path> extends { parameters: { query?: infer Query } }
    ? Partial<NonNullable<Query>>
    : never;
}
