import { validate, type ValidationError } from 'jsonschema';
import type { TaskRequest } from '../model/TaskRequest';

/**
 * What does not fit the form of the template, said as the scaffolder says it: nobody is to be asked about what could
 * not begin.
 */
export function findFaults({
  template,
  values,
  secrets,
  retries,
}: TaskRequest): Partial<ValidationError>[] {
  const { parameters, secrets: declared } = template.spec as any;
  const faults = retries
    ? []
    : [parameters ?? []]
        .flat()
        .flatMap(schema => validate(values, schema).errors);
  const inSecrets = declared?.schema
    ? validate(secrets, declared.schema).errors.map(withoutValue)
    : [];
  return [...faults, ...inSecrets];
}

function withoutValue({ property, message, name }: ValidationError) {
  return { property: property.replace(/^instance/, 'secrets'), message, name };
}
