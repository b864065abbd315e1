/**
 * What a host says in the JSON of a refusal: Gitea and GitHub in `message`, GitHub about single fields in
 * `errors`, GitLab in `message` or `error`, as a text, a list, or texts by field. Undefined when it is not
 * the JSON of a host.
 */
export function wordsOf(text: string): string | undefined {
  const body = parse(text);
  if (typeof body !== 'object' || body === null) return undefined;
  const { message, error, errors } = body as Record<string, unknown>;
  const said = [message ?? error, errors].flatMap(flatten).filter(Boolean);
  return said.length > 0 ? said.join(' ') : undefined;
}

/** Texts of any depth; those of a field come behind its name. */
function flatten(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(flatten);
  if (typeof value !== 'object' || value === null) return [];
  const { message } = value as { message?: unknown };
  if (typeof message === 'string') return [message];
  return Object.entries(value).flatMap(([field, said]) =>
    flatten(said).map(words => `${field} ${words}`),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
