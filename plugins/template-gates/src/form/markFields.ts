import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-common';

/** The field of forms that asks the rules. */
export const GOLDEN_PATH = 'GoldenPath';

/** What a marked field carries under `ui:goldenPath`. */
export interface GoldenPathMark {
  /** Entity reference. */
  template: string;
  /** Name of the field in the form. */
  name: string;
  /** The `ui:field` that it had before. */
  original?: string;
}

/** The form, with every field that rules name asking them; it looks and checks as it did before besides. */
export function markFields(
  form: TemplateParameterSchema,
  fields: string[],
  template: string,
): TemplateParameterSchema {
  const named = new Set(fields.map(field => field.split('.')[0]));
  if (named.size === 0) return form;
  return {
    ...form,
    steps: form.steps.map(step => ({
      ...step,
      schema: markIn(step.schema as any, named, template),
    })),
  };
}

function markIn(schema: any, named: Set<string>, template: string) {
  const { properties } = schema ?? {};
  if (typeof properties !== 'object' || properties === null) return schema;
  const marked = Object.entries<any>(properties).map(([name, field]) => [
    name,
    named.has(name) && !hasFieldsWithin(field)
      ? mark(field, { template, name })
      : field,
  ]);
  return { ...schema, properties: Object.fromEntries(marked) };
}

function mark(field: any, given: GoldenPathMark) {
  const original = field['ui:field'];
  const goldenPath: GoldenPathMark = {
    ...given,
    ...(original && { original }),
  };
  return { ...field, 'ui:field': GOLDEN_PATH, 'ui:goldenPath': goldenPath };
}

/** Fields of its items check themselves by their own `ui:field`, which a mark around them would silence. */
function hasFieldsWithin({ items, properties }: any): boolean {
  return JSON.stringify({ items, properties }).includes('"ui:field"');
}
