import type { ResourceDefinition } from '@towpath/resource-definitions';

/** A key at the beginning of a line, as far as it is written out. */
const KEY = /^(?:"([\w.-]+)"|'([\w.-]+)'|([\w.-]+)):(?:\s|$)/;
/** What writes nothing by itself. */
const SILENT =
  /^(?:\{\{-?\s*(?:if|else|end|range|with|fail|\/\*|\$\w*\s*:?=)[^]*?\}\}\s*)+$/;
const COMMENT_OR_INSIDE = /^(?:\s|#|$|-{3})/;

/**
 * What a provisioner gives out, by name: what it says is to be expected, and what its template writes in so many words.
 * Open where more than that may come of it.
 */
export function outputNamesOf(
  value: Record<string, unknown>,
): Pick<ResourceDefinition, 'outputs' | 'openOutputs'> {
  const { outputs, expected_outputs: expected } = value;
  const named = (expected ?? []) as string[];
  if (typeof outputs !== 'string') {
    // A program says only afterwards what it gives out.
    const isProgram = String(value.uri).startsWith('cmd:');
    const openOutputs = isProgram && named.length === 0;
    return { outputs: toOutputs(named), ...(openOutputs && { openOutputs }) };
  }
  const lines = outputs.trim().split('\n');
  const written = lines.flatMap(line => {
    const [, ...names] = KEY.exec(line) ?? [];
    return names.find(Boolean) ?? [];
  });
  const openOutputs = lines.some(
    line =>
      !COMMENT_OR_INSIDE.test(line) &&
      !KEY.test(line) &&
      !SILENT.test(line.trim()),
  );
  return {
    outputs: toOutputs([...named, ...written]),
    ...(openOutputs && { openOutputs }),
  };
}

function toOutputs(names: string[]): ResourceDefinition['outputs'] {
  return Object.fromEntries(
    names.map(name => [name, { type: 'any' as const }]),
  );
}
