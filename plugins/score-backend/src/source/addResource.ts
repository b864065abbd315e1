import { ConflictError } from '@backstage/errors';
import { isDeepStrictEqual } from 'node:util';
import { isMap, parseDocument, type Document } from 'yaml';

/** A resource as a Score file asks for it. */
export interface AskedResource {
  name: string;
  type: string;
  /** Absent for the usual one. */
  class?: string;
  params?: Record<string, unknown>;
}

/**
 * The text of a Score file that asks for a resource, with its outputs as variables of the only container. Comments and what
 * else is written stay. A text that asks for it already is answered as it is.
 *
 * @param outputs - names of what it gives out.
 * @throws ConflictError when the file has something else under that name
 */
export function addResource(
  text: string,
  resource: AskedResource,
  outputs: string[],
): string {
  const { name, type, class: kind, params } = resource;
  const wanted = {
    type,
    ...(kind && { class: kind }),
    ...(params && Object.keys(params).length > 0 && { params }),
  };
  const document = parseDocument(text);
  const there = toPlain(document, ['resources', name]);
  if (there !== undefined) {
    if (isDeepStrictEqual(there, wanted)) return text;
    throw new ConflictError(
      `resources.${name} is in the Score file already, with something else in it. Give another name, or change the file`,
    );
  }
  if (!isMap(document.get('resources'))) {
    document.set('resources', document.createNode({}));
  }
  document.setIn(['resources', name], document.createNode(wanted));
  addVariables(document, name, outputs);
  return document.toString({ lineWidth: 0 });
}

/** With several containers it is for their author to say which of them uses it. */
function addVariables(
  document: Document,
  name: string,
  outputs: string[],
): void {
  const containers = document.get('containers');
  if (!isMap(containers) || containers.items.length !== 1) return;
  const [container] = Object.keys(containers.toJSON());
  const path = ['containers', container, 'variables'];
  if (!isMap(document.getIn(path))) {
    document.setIn(path, document.createNode({}));
  }
  for (const output of outputs) {
    const variable = `${name}_${output}`.toUpperCase().replaceAll(/\W/g, '_');
    const text = `\${resources.${name}.${output}}`;
    const before = document.getIn([...path, variable]);
    if (before !== undefined && before !== text) {
      throw new ConflictError(
        `containers.${container}.variables.${variable} is in the Score file already, with something else in it. Give the resource another name`,
      );
    }
    document.setIn([...path, variable], text);
  }
}

function toPlain(document: Document, path: string[]): unknown {
  const node = document.getIn(path, true) as { toJSON?(): unknown } | undefined;
  return node?.toJSON ? node.toJSON() : node;
}
