/** Where a server writes its lines. A Backstage or winston logger fits. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
