import type {
  LoggerService,
  RootLoggerService,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { currentRequestId } from './requestId';

/**
 * Adds the id of the current request to every line of another logger. The id is taken when a line
 * is written: winston may format it later, in the course of another request.
 */
export class RequestIdLogger implements RootLoggerService {
  readonly #logger: LoggerService;

  constructor(logger: LoggerService) {
    this.#logger = logger;
  }

  error(message: string, meta?: Error | JsonObject): void {
    this.#withRequestId().error(message, meta);
  }

  warn(message: string, meta?: Error | JsonObject): void {
    this.#withRequestId().warn(message, meta);
  }

  info(message: string, meta?: Error | JsonObject): void {
    this.#withRequestId().info(message, meta);
  }

  debug(message: string, meta?: Error | JsonObject): void {
    this.#withRequestId().debug(message, meta);
  }

  child(meta: JsonObject): LoggerService {
    return new RequestIdLogger(this.#logger.child(meta));
  }

  #withRequestId(): LoggerService {
    const requestId = currentRequestId();
    return requestId === undefined
      ? this.#logger
      : this.#logger.child({ requestId });
  }
}
