/** A request that cannot be met; `status` is the HTTP status of the answer. */
export class RequestError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const badRequest = (message: string) => new RequestError(400, message);
export const forbidden = (message: string) => new RequestError(403, message);
export const notFound = (message: string) => new RequestError(404, message);
export const conflict = (message: string) => new RequestError(409, message);
export const invalid = (message: string) => new RequestError(422, message);
