const HTTP_STATUS: Record<number, number> = {
  1: 408,
  2: 500,
  3: 400,
  4: 504,
  5: 404,
  6: 409,
  7: 403,
  8: 429,
  9: 400,
  10: 409,
  11: 400,
  12: 501,
  13: 500,
  14: 503,
  16: 401,
};

/** A refusal with a gRPC code, as Argo CD's gateway answers it. */
export class GrpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }

  /** The HTTP status that the gateway makes of the code. */
  get status(): number {
    return HTTP_STATUS[this.code] ?? 500;
  }
}

/** What Go programs make of an error that nobody has given a code. */
export const unknownError = (message: string) => new GrpcError(2, message);
export const invalidArgument = (message: string) => new GrpcError(3, message);
export const notFound = (message: string) => new GrpcError(5, message);
export const permissionDenied = (message: string) => new GrpcError(7, message);
export const failedPrecondition = (message: string) =>
  new GrpcError(9, message);
export const unimplemented = (message: string) => new GrpcError(12, message);
export const unauthenticated = (message: string) => new GrpcError(16, message);
