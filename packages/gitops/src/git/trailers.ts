import { InputError } from '@backstage/errors';

/** Name and value of one line at the end of a commit message. */
export type Trailer = readonly [name: string, value: string];

/** Lines at the end of a commit message by name; a list gives one line an item. */
export type Trailers = Record<string, string | string[]>;

const NAME = /^[A-Za-z0-9][A-Za-z0-9-]*$/;

/** A commit message that ends with the trailers, and with nothing else that git would take for one. */
export function writeMessage(message: string, trailers: Trailer[]): string {
  trailers.forEach(requireTrailer);
  if (!message.trim() || message.includes('\0')) {
    throw new InputError('message of the commit is empty: say why');
  }
  const lines = trailers.map(([name, value]) => `${name}: ${value}`);
  return `${message.trim()}\n\n${lines.join('\n')}\n`;
}

export const listTrailers = (trailers: Trailers): Trailer[] =>
  Object.entries(trailers).flatMap(([name, value]) =>
    [value].flat().map(one => [name, one] as const),
  );

/** Reads lines `Name: value`, as git prints trailers. */
export function parseTrailers(text: string): Record<string, string[]> {
  const trailers: Record<string, string[]> = {};
  for (const line of text.split('\n')) {
    const [, name, value] = line.match(/^([^:\s]+): ?(.*)$/) ?? [];
    if (name) (trailers[name] ??= []).push(value.trim());
  }
  return trailers;
}

export function requireTrailer([name, value]: Trailer): void {
  if (!NAME.test(name)) {
    throw new InputError(
      `trailer "${name}" is no name: use letters, digits and hyphens`,
    );
  }
  if (!value || value !== value.trim() || /[\r\n\0]/.test(value)) {
    throw new InputError(
      `trailer ${name} has the value "${value}": it has to be one line of text`,
    );
  }
}
