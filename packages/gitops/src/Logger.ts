/** The part of a logger that is used here; Backstage's LoggerService is one. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}
