import Ajv, { type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';

/** Values of one kind of place, each by the schema that a document has for it. */
export class Schemas {
  readonly #ajv: Ajv;

  /** @param isText all is text, which may stand for a number or a boolean and is made one */
  constructor(document: object, { isText }: { isText: boolean }) {
    this.#ajv = new Ajv({
      strict: false,
      allErrors: true,
      validateSchema: false,
      coerceTypes: isText,
    });
    addFormats(this.#ajv);
    this.#ajv.addSchema(document, 'document');
  }

  /**
   * @param what said in the error, such as `body`
   * @param place keys that lead to the schema
   * @throws what of the value is not as the schema says
   */
  check(what: string, value: unknown, place: (string | number)[]): void {
    this.checkAll(what, { value }, { value: place }, ['value']);
  }

  /** The same for values by name, of which there are no others than have a place. */
  checkAll(
    what: string,
    values: object,
    places: Record<string, (string | number)[]>,
    required: string[],
  ): void {
    const isValid = this.#ajv.compile({
      type: 'object',
      additionalProperties: false,
      required,
      properties: Object.fromEntries(
        Object.entries(places).map(([name, place]) => [
          name,
          { $ref: `document#/${place.map(escapePart).join('/')}` },
        ]),
      ),
    });
    if (isValid(values)) return;
    const faults = (isValid.errors ?? []).map(tell);
    throw new Error(`${what}: ${faults.join('; ')}`);
  }
}

function tell({ instancePath, message, params }: ErrorObject): string {
  const extra = params.additionalProperty ?? params.allowedValues?.join(', ');
  const at = instancePath.replace(/^\/value/, '') || '/';
  return `${at} ${message}${extra ? ` (${extra})` : ''}`;
}

function escapePart(part: string | number): string {
  const escaped = String(part).replaceAll('~', '~0').replaceAll('/', '~1');
  return encodeURIComponent(escaped);
}

/**
 * Has each object of the document hold nothing that it does not name. An answer may hold more by the
 * letter of OpenAPI; a backend of ours does not.
 */
export function closeObjects(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  const schema = part as Record<string, unknown>;
  if (schema.type === 'object' && schema.properties)
    schema.additionalProperties ??= false;
  Object.values(schema).forEach(closeObjects);
}
