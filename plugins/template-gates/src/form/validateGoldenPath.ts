import type { ApiHolder } from '@backstage/frontend-plugin-api';
import { formFieldsApiRef } from '@backstage/plugin-scaffolder-react/alpha';
import { templateGatesApiRef } from '../api/templateGatesApiRef';
import type { GoldenPathMark } from './markFields';

interface Context {
  apiHolder: ApiHolder;
  formData: Record<string, any>;
  uiSchema?: Record<string, any>;
}

/** What upstream keeps in a field of forms, whose type tells nothing of it. */
interface Field {
  name: string;
  validation?(
    value: unknown,
    field: FieldValidation,
    context: Context,
  ): void | Promise<void>;
}

interface FieldValidation {
  addError(message: string): void;
}

/** On "Next": what the field itself checks, and then what rules forbid about it. */
export async function validateGoldenPath(
  value: unknown,
  field: FieldValidation,
  context: Context,
): Promise<void> {
  const mark: GoldenPathMark | undefined = context.uiSchema?.['ui:goldenPath'];
  if (!mark) return;
  await validateOriginal(mark, value, field, context);
  const gates = context.apiHolder.get(templateGatesApiRef);
  if (!gates) return;
  const { verdicts } = await gates.judge({
    templateRef: mark.template,
    values: { ...context.formData, [mark.name]: value },
  });
  verdicts
    .filter(one => one.effect === 'deny' && isAbout(one.field, mark.name))
    .forEach(({ message }) => field.addError(message));
}

/** `storage.size` is about the field `storage`. */
export function isAbout(field: string | undefined, name: string): boolean {
  return field === name || (field?.startsWith(`${name}.`) ?? false);
}

async function validateOriginal(
  { original }: GoldenPathMark,
  value: unknown,
  field: FieldValidation,
  context: Context,
): Promise<void> {
  if (!original) return;
  const forms = context.apiHolder.get(formFieldsApiRef);
  const fields = ((await forms?.loadFormFields()) ?? []) as unknown as Field[];
  const known = fields.find(({ name }) => name === original);
  await known?.validation?.(value, field, context);
}
