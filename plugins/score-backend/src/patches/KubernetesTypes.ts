import {
  describeErrors,
  type ValueProblem,
} from '@towpath/resource-definitions';
import { suggest, type KubernetesObject } from '@towpath/score';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import written from './generated/kubernetesTypes.json';

/** JSON Schema of a field. */
export interface FieldType {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, FieldType>;
  additionalProperties?: FieldType | false;
  items?: FieldType;
  /** By which field Kubernetes merges the items of a list; a list without it is replaced. */
  listKey?: string;
}

/** Where a path of keys leads to, or the key that leads nowhere. */
export interface FoundType {
  /** Absent where nothing is known of it. */
  type?: FieldType;
  unknown?: {
    /** Place of the key in the path. */
    at: number;
    message: string;
  };
}

type Kind = Pick<KubernetesObject, 'apiVersion' | 'kind'>;

const ID = 'kubernetes';
const OPTIONS = { allErrors: true, verbose: true, strict: false } as const;

/** What may stand in a part of an object beside its fields: what takes an item out of a list. */
export const DIRECTIVE = '$patch';

/** The field types of kinds of Kubernetes; what is of another kind has none. */
export class KubernetesTypes {
  readonly #kinds: ReadonlyMap<string, FieldType>;
  readonly #definitions: Record<string, FieldType>;
  readonly #whole: Ajv2020;
  readonly #partial: Ajv2020;

  constructor() {
    this.#kinds = new Map(
      Object.entries(written.kinds).map(([kind, name]) => [
        kind,
        { $ref: `${ID}#/$defs/${name}` },
      ]),
    );
    const $defs = withAbsoluteRefs(written.$defs);
    this.#definitions = $defs;
    this.#whole = new Ajv2020(OPTIONS).addSchema({ $id: ID, $defs });
    this.#partial = new Ajv2020(OPTIONS).addSchema({
      $id: ID,
      $defs: withoutRequired($defs),
    });
  }

  /** Undefined for a kind that is not known. */
  typeOf({ apiVersion, kind }: Kind): FieldType | undefined {
    return this.#kinds.get(`${apiVersion}/${kind}`);
  }

  /** What a kind that is not known was most likely meant to be; undefined where nothing is like it. */
  meantBy({ apiVersion, kind }: Kind): string | undefined {
    const group = groupOf(apiVersion);
    const known = [...this.#kinds.keys()].map(name => {
      const at = name.lastIndexOf('/');
      return { apiVersion: name.slice(0, at), kind: name.slice(at + 1) };
    });
    const near = known.filter(one => groupOf(one.apiVersion) === group);
    const kinds = near.map(one => one.kind);
    const meant = kinds.includes(kind) ? kind : suggest(kind, kinds);
    const found = near.find(one => one.kind === meant);
    return found && `${found.apiVersion} ${found.kind}`;
  }

  /** The type below a type; undefined where nothing is known of it. */
  below(
    type: FieldType | undefined,
    key: string | number,
  ): FieldType | undefined {
    const { properties = {}, additionalProperties, items } = this.resolve(type);
    if (typeof key === 'number') return items;
    if (Object.hasOwn(properties, key)) return properties[key];
    return additionalProperties || undefined;
  }

  resolve(type: FieldType | undefined): FieldType {
    const name = type?.$ref?.split('/').at(-1);
    return name ? this.#definitions[name] : type ?? {};
  }

  find(type: FieldType, keys: readonly string[]): FoundType {
    let here: FieldType = type;
    for (const [at, key] of keys.entries()) {
      const message = this.#whyNowhere(here, key);
      if (message) return { unknown: { at, message } };
      const next = this.below(here, this.resolve(here).items ? 0 : key);
      if (!next) return {};
      here = next;
    }
    return { type: here };
  }

  #whyNowhere(type: FieldType, key: string): string | undefined {
    const { properties, additionalProperties, items } = this.resolve(type);
    if (items) {
      return /^(?:0|[1-9]\d*|-)$/.test(key)
        ? undefined
        : 'is no place in a list; write a number from 0, or - for its end';
    }
    if (properties) {
      const known = Object.keys(properties);
      if (known.includes(key) || additionalProperties) return undefined;
      const meant = suggest(key, known);
      const way = meant ? `did you mean ${meant}?` : `use ${known.join(', ')}`;
      return `is not known here; ${way}`;
    }
    const isLeaf = type.type !== undefined && !additionalProperties;
    return isLeaf ? 'is not known here; nothing is below' : undefined;
  }

  /** What is wrong with a part of an object, which may say less than a whole one. Expressions may give anything. */
  checkPart(type: FieldType, part: unknown): ValueProblem[] {
    return describeErrors(
      errorsOf(this.#partial, type, part).filter(isSaid),
      part,
    );
  }

  /** What is wrong with a value that has to be whole. Expressions may give anything. */
  checkValue(type: FieldType, value: unknown): ValueProblem[] {
    return describeErrors(
      errorsOf(this.#whole, type, value).filter(isSaid),
      value,
    );
  }

  /** What is wrong with an object as it is. */
  checkObject(object: KubernetesObject): ValueProblem[] {
    const type = this.typeOf(object);
    return type
      ? describeErrors(errorsOf(this.#whole, type, object), object)
      : [];
  }
}

/** Of `apps/v1`, `apps`; of `v1`, nothing. */
function groupOf(apiVersion: string): string {
  return apiVersion.split('/').slice(0, -1).join('/');
}

function errorsOf(ajv: Ajv2020, type: FieldType, value: unknown) {
  const check = ajv.compile(type);
  return check(value) ? [] : [...(check.errors ?? [])];
}

/** Whether it is wrong whatever the expressions of a patch give. Nothing takes a field away. */
function isSaid({ data, keyword, params }: ErrorObject): boolean {
  if (data === null) return false;
  if (params.additionalProperty === DIRECTIVE) return false;
  if (typeof data !== 'string' || !data.includes('${')) return true;
  // A longer text stays one.
  return keyword === 'type' && !/^\s*\$\{[^]*\}\s*$/.test(data);
}

function withAbsoluteRefs(definitions: object): Record<string, FieldType> {
  return JSON.parse(
    JSON.stringify(definitions).replaceAll('"#/$defs/', `"${ID}#/$defs/`),
  );
}

function withoutRequired(
  definitions: Record<string, FieldType>,
): Record<string, FieldType> {
  const text = JSON.stringify(definitions, (key, value) =>
    key === 'required' && Array.isArray(value) ? undefined : value,
  );
  return JSON.parse(text);
}
