/** One parameter of a resource type, in words. */
export interface ParamWords {
  name: string;
  /** Which values it takes: "one of small, large", "integer, 1 to 100". */
  takes: string;
  required: boolean;
  /** What it is when it is left out. */
  usual?: string;
  description?: string;
}

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  items?: Schema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  default?: unknown;
  description?: string;
  required?: string[];
  properties?: Record<string, Schema>;
}

const asText = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value);

const span = (least: number | undefined, most: number | undefined) => {
  if (least !== undefined && most !== undefined) return `${least} to ${most}`;
  if (least !== undefined) return `at least ${least}`;
  return most === undefined ? undefined : `at most ${most}`;
};

function takes(schema: Schema): string {
  if (schema.const !== undefined) return asText(schema.const);
  if (schema.enum) return `one of ${schema.enum.map(asText).join(', ')}`;
  const { type, items, pattern, description } = schema;
  const word = Array.isArray(type) ? type.join(' or ') : type ?? 'any value';
  const length = span(schema.minLength, schema.maxLength);
  const parts = [
    word === 'array' && items ? `list of ${takes(items)}` : word,
    span(schema.minimum, schema.maximum),
    length && `${length} characters`,
    // Where words say what to write, they say it better.
    pattern && !description && `matching ${pattern}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/**
 * The parameters that a JSON Schema of an object describes, those of objects in it below them: `backup.days`.
 *
 * @param schema - undefined where a type takes none.
 */
export function describeParams(
  schema: Record<string, unknown> | undefined,
): ParamWords[] {
  return schema ? paramsOf(schema as Schema, '') : [];
}

function paramsOf(
  { properties, required }: Schema,
  before: string,
): ParamWords[] {
  return Object.entries(properties ?? {}).flatMap(([key, of]) => {
    const name = before + key;
    const words: ParamWords = {
      name,
      takes: takes(of),
      required: required?.includes(key) ?? false,
      ...(of.default !== undefined && { usual: asText(of.default) }),
      ...(of.description && { description: of.description }),
    };
    return [words, ...paramsOf(of, `${name}.`)];
  });
}
