/** One setting that a production backend does not start with. Never holds the setting's value. */
export interface UnsafeSetting {
  /** The configuration key, as `backend.database.connection.password`. */
  key: string;
  /** What is wrong, as the rest of a sentence that begins with the key. */
  problem: string;
  /** What to do about it, as an imperative. */
  remedy: string;
}

/** Raised before anything starts: its message lists every unsafe setting. */
export class UnsafeSettingsError extends Error {
  constructor(settings: UnsafeSetting[]) {
    super(describe(settings));
    this.name = 'UnsafeSettingsError';
  }
}

function describe(settings: UnsafeSetting[]): string {
  const lines = settings.map(
    ({ key, problem, remedy }) => `  ${key} ${problem}\n      ${remedy}`,
  );
  const count =
    settings.length === 1 ? '1 setting' : `${settings.length} settings`;
  return `This backend does not start: ${count} to change\n${lines.join('\n')}`;
}
