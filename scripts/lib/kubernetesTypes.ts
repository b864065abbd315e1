import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

type Schema = Record<string, unknown>;

/** What patches know of Kubernetes. */
export const FILE =
  'plugins/score-backend/src/patches/generated/kubernetesTypes.json';

/** By package, the kinds that a platform patches. What is of another kind is patched without its types. */
const KINDS = [
  {
    manifest: import.meta.resolve('kubernetes-models/package.json'),
    kinds: [
      ...['apps/v1/Deployment', 'apps/v1/StatefulSet', 'apps/v1/DaemonSet'],
      ...['v1/Service', 'v1/ConfigMap', 'v1/Secret', 'v1/ServiceAccount'],
      ...['v1/PersistentVolumeClaim', 'autoscaling/v2/HorizontalPodAutoscaler'],
      ...['batch/v1/Job', 'batch/v1/CronJob', 'policy/v1/PodDisruptionBudget'],
      ...['networking.k8s.io/v1/Ingress', 'networking.k8s.io/v1/NetworkPolicy'],
    ],
  },
  {
    manifest: import.meta.resolve(
      '@kubernetes-models/gateway-api/package.json',
    ),
    kinds: ['gateway.networking.k8s.io/v1/HTTPRoute'],
  },
];

/**
 * Of the types that lists are made of, the field by which Kubernetes merges such a list: its patchMergeKey. Lists of other
 * types are replaced as a whole.
 */
const LIST_KEYS: Record<string, string> = {
  Container: 'name',
  ContainerPort: 'containerPort',
  EnvVar: 'name',
  EphemeralContainer: 'name',
  HostAlias: 'ip',
  LocalObjectReference: 'name',
  ObjectReference: 'name',
  PodResourceClaim: 'name',
  PodSchedulingGate: 'name',
  ServicePort: 'port',
  TopologySpreadConstraint: 'topologyKey',
  Volume: 'name',
  VolumeDevice: 'devicePath',
  VolumeMount: 'mountPath',
};

/** What the API server fills in, and no manifest says. */
const ASIDE = new Set(['status', 'managedFields']);

/** The text of the file: a JSON Schema of each kind, without fields that Kubernetes does not know. */
export function makeKubernetesTypes(): string {
  const definitions: Record<string, Schema> = {};
  const kinds = KINDS.flatMap(({ manifest, kinds: all }) => {
    const folder = path.dirname(fileURLToPath(manifest));
    return all.map(kind => {
      const file = path.join(folder, `${kind}.d.ts`);
      return [kind, new Declarations(file, definitions).define()];
    });
  });
  const sorted = Object.entries(definitions).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return `${JSON.stringify({
    kinds: Object.fromEntries(kinds),
    $defs: Object.fromEntries(sorted),
  })}\n`;
}

function folderOf(name: string, from: string): string {
  return path.dirname(createRequire(from).resolve(`${name}/package.json`));
}

/** One file of types of kubernetes-models. */
class Declarations {
  readonly #file: string;
  readonly #source: ts.SourceFile;
  readonly #definitions: Record<string, Schema>;

  constructor(file: string, definitions: Record<string, Schema>) {
    const text = fs.readFileSync(file, 'utf8');
    this.#file = file;
    this.#source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
    this.#definitions = definitions;
  }

  /** Adds the schema of the file, and those of what it refers to. Gives its name. */
  define(): string {
    const name = path.basename(this.#file, '.d.ts');
    const id = this.#id(name);
    if (Object.hasOwn(this.#definitions, id)) return id;
    // Types refer to themselves.
    this.#definitions[id] = {};
    const found = this.#source.statements.find(
      one =>
        (ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one)) &&
        one.name.text === `I${name}`,
    );
    if (!found) throw new Error(`${this.#file} has no I${name}`);
    this.#definitions[id] = ts.isInterfaceDeclaration(found)
      ? this.#object(found.members)
      : this.#schema((found as ts.TypeAliasDeclaration).type);
    return id;
  }

  /** The name in all of Kubernetes that the file gives what it declares. */
  #id(name: string): string {
    for (const one of this.#source.statements) {
      if (!ts.isExportDeclaration(one) || !one.exportClause) continue;
      if (!ts.isNamedExports(one.exportClause)) continue;
      const exported = one.exportClause.elements.find(
        ({ propertyName }) =>
          propertyName?.getText(this.#source) === `I${name}`,
      );
      if (exported) return exported.name.text.slice(1);
    }
    throw new Error(`${this.#file} does not say what I${name} is called`);
  }

  #object(members: ts.NodeArray<ts.TypeElement>): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const member of members) {
      if (ts.isIndexSignatureDeclaration(member)) {
        return {
          type: 'object',
          additionalProperties: this.#schema(member.type),
        };
      }
      if (!ts.isPropertySignature(member) || !member.type) continue;
      const name = (member.name as ts.StringLiteral).text;
      if (ASIDE.has(name)) continue;
      properties[name] = this.#schema(member.type);
      if (!member.questionToken) required.push(name);
    }
    return {
      ...{ type: 'object', additionalProperties: false, properties },
      ...(required.length > 0 && { required }),
    };
  }

  #schema(type: ts.TypeNode): Schema {
    if (ts.isTypeLiteralNode(type)) {
      return type.members.length === 0 ? {} : this.#object(type.members);
    }
    if (ts.isUnionTypeNode(type)) return this.#union(type);
    if (ts.isLiteralTypeNode(type)) {
      return { const: (type.literal as ts.StringLiteral).text };
    }
    if (ts.isTypeReferenceNode(type)) return this.#reference(type);
    if (ts.isParenthesizedTypeNode(type)) return this.#schema(type.type);
    switch (type.kind) {
      case ts.SyntaxKind.StringKeyword:
        return { type: 'string' };
      case ts.SyntaxKind.NumberKeyword:
        return { type: 'integer' };
      case ts.SyntaxKind.BooleanKeyword:
        return { type: 'boolean' };
      default:
        return {};
    }
  }

  #union({ types }: ts.UnionTypeNode): Schema {
    const all = types
      .filter(one => one.getText(this.#source) !== 'null')
      .map(one => this.#schema(one));
    if (all.every(one => 'const' in one)) {
      return { enum: all.map(one => one.const) };
    }
    if (all.length === 1) return all[0];
    // A quantity, which may be half of something, and a port.
    const found = new Set(all.map(one => one.type));
    const isAmount = found.has('integer') && found.has('string');
    return isAmount ? { type: ['number', 'string'] } : {};
  }

  #reference(type: ts.TypeReferenceNode): Schema {
    const name = type.typeName.getText(this.#source);
    if (name === 'Array') return this.#list(type.typeArguments![0]);
    const file = this.#fileOf(name);
    const id = new Declarations(file, this.#definitions).define();
    return { $ref: `#/$defs/${id}` };
  }

  #list(item: ts.TypeNode): Schema {
    const items = this.#schema(item);
    const key = /V1([A-Za-z]+)$/.exec(String(items.$ref))?.[1] ?? '';
    return {
      ...{ type: 'array', items },
      ...(Object.hasOwn(LIST_KEYS, key) && { listKey: LIST_KEYS[key] }),
    };
  }

  #fileOf(name: string): string {
    for (const one of this.#source.statements) {
      if (!ts.isImportDeclaration(one)) continue;
      if (!one.importClause?.getText(this.#source).includes(name)) continue;
      const from = (one.moduleSpecifier as ts.StringLiteral).text;
      if (from.startsWith('.')) {
        const file = path.resolve(path.dirname(this.#file), from);
        return file.replace(/\.js$/, '.d.ts');
      }
      const [scope, base, ...rest] = from.split('/');
      const folder = folderOf(`${scope}/${base}`, this.#file);
      return `${path.join(folder, ...rest)}.d.ts`;
    }
    throw new Error(`${this.#file} does not say where ${name} is from`);
  }
}
