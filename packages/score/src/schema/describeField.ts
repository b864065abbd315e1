import { scoreSchema } from './scoreSchema';

interface Node {
  $ref?: string;
  description?: string;
  type?: string | readonly string[];
  enum?: readonly string[];
  pattern?: string;
  required?: readonly string[];
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  else?: Node;
  items?: Node;
  propertyNames?: Node;
}

const KINDS: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
};

/**
 * Says what a field of a Score file is, by its path: `containers.*.image`, with
 * any name in place of `*`. Undefined when there is no such field.
 */
export function describeField(path: string): string | undefined {
  const node = path
    .split('.')
    .reduce<Node | undefined>(
      (at, key) => at && childOf(at, key.replace(/\[\d*\]$/, '')),
      scoreSchema as Node,
    );
  if (!node) return undefined;
  const lines = [path];
  if (node.description) lines.push(`  ${node.description}`);
  if (node.type) lines.push(`  Kind: ${kindOf(node)}`);
  if (node.enum) lines.push(`  One of: ${node.enum.join(', ')}`);
  if (node.pattern) lines.push(`  Form: ${node.pattern}`);
  if (node.required) lines.push(`  Needs: ${node.required.join(', ')}`);
  const keys = Object.keys(node.properties ?? {});
  if (keys.length) lines.push(`  Keys: ${keys.join(', ')}`);
  return lines.join('\n');
}

/** The paths of all fields. */
export function fieldNames(): string[] {
  const names: string[] = [];
  const walk = (node: Node, path: string, depth: number) => {
    if (depth > 8) return;
    for (const [key, below] of Object.entries(node.properties ?? {})) {
      const here = path ? `${path}.${key}` : key;
      names.push(here);
      const next = resolved(below);
      walk(next, here, depth + 1);
      const entry = entryOf(next);
      if (entry) walk(entry, `${here}.*`, depth + 2);
    }
  };
  walk(scoreSchema as Node, '', 0);
  return names;
}

function kindOf({ type }: Node): string {
  const kinds = typeof type === 'string' ? [type] : [...(type ?? [])];
  return kinds.map(kind => KINDS[kind]).join(' or ');
}

function childOf(node: Node, key: string): Node | undefined {
  const { properties } = node;
  if (properties && Object.hasOwn(properties, key)) {
    return resolved(properties[key]);
  }
  return entryOf(node);
}

/** What stands under each key of a map whose keys are free. */
function entryOf(node: Node): Node | undefined {
  const entry = node.else?.additionalProperties ?? node.additionalProperties;
  if (typeof entry === 'object') return resolved(entry);
  return node.items && resolved(node.items);
}

function resolved(node: Node): Node {
  const name = node.$ref?.split('/').pop();
  if (!name) return node;
  const definitions = scoreSchema.$defs as Record<string, Node>;
  const { $ref, ...own } = node;
  return { ...definitions[name], ...own };
}
