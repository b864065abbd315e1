/** Why a template cannot be read or filled, at which line of it. */
export class TemplateError extends Error {
  /** From 1. */
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.name = 'TemplateError';
    this.line = line;
  }
}
