const AWAY = ['TypeError', 'FetchError', 'ServiceUnavailableError'];

/** Whether what did not answer may answer later. A refusal stays one however often it is asked for. */
export function isAway(error: unknown): boolean {
  const { name = '', statusCode = 0 } = error as {
    name?: string;
    statusCode?: number;
  };
  return statusCode >= 500 || AWAY.includes(name);
}
