const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether PostgreSQL takes it for a uuid; any other text would be an error of the database. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
