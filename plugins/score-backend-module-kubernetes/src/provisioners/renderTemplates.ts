import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { newMap, Struct, TemplateError, TypedMap } from '@towpath/go-template';
import {
  readProvisionerTemplate,
  type ProvisionerTemplate,
  isMap,
} from '@towpath/plugin-score-node';
import type { Asked, AskedPort } from './asked';
import { foreignLines, refuseForeignLines } from './foreignLines';
import { patchMap } from './patchMap';
import type { Rendered } from './Rendered';
import { readYaml } from './readYaml';

/** Gives the bytes that a template draws. */
export type Draw = (
  template: ProvisionerTemplate,
) => (count: number) => Uint8Array;

type Templates = Partial<Record<ProvisionerTemplate, string>>;

/**
 * Fills the templates of a provisioner as score-k8s does: each knows what those before it have made.
 *
 * @throws InputError with the template, the line and what is wrong; never with what was filled in
 */
export function renderTemplates(
  templates: Templates,
  asked: Asked,
  draw: Draw,
): Rendered {
  const data = dataOf(asked);
  const lines = foreignLines(asked);
  const fill = (name: ProvisionerTemplate) =>
    filled(name, templates[name], { data, random: draw(name), lines });
  const init = mapOf('init', fill('init'));
  data.Init = init;
  const state = mapOf('state', fill('state'));
  data.State = state;
  const shared = mapOf('shared', fill('shared'));
  data.Shared = patchMap(asked.shared, shared);
  const outputs = mapOf('outputs', fill('outputs'));
  const manifests = listOf(fill('manifests'));
  const knows = [init, state, data.Shared];
  return { state, shared, outputs, manifests, knows };
}

function dataOf(asked: Asked): Record<string, unknown> {
  const { guid, uid, type, id, params, metadata, state, shared } = asked;
  return {
    ...{ Guid: guid, Uid: uid, Type: type, Class: asked.class, Id: id },
    ...{ Params: params, Metadata: metadata, Init: {} },
    ...{ State: state, Shared: shared },
    SourceWorkload: asked.sourceWorkload,
    WorkloadMetadata: asked.workloadMetadata,
    WorkloadServices: services(asked.services),
    Namespace: asked.namespace,
  };
}

/** As the types of Go: what is missing is an empty service, and an empty port. */
function services(known: Asked['services']): TypedMap {
  const entries = Object.entries(known).map(([name, one]): [string, Struct] => [
    name,
    service(one.serviceName, one.ports),
  ]);
  return new TypedMap(newMap(entries), service('', {}));
}

function service(name: string, ports: Record<string, AskedPort>): Struct {
  const entries = Object.entries(ports).map(([key, one]): [string, Struct] => [
    key,
    port(one),
  ]);
  const none = port({ name: '', port: 0, targetPort: 0, protocol: '' });
  return new Struct(
    newMap([
      ['ServiceName', name],
      ['Ports', new TypedMap(newMap(entries), none)],
    ]),
  );
}

function port({ name, port: number, targetPort, protocol }: AskedPort): Struct {
  return new Struct(
    newMap([
      ['Name', name],
      ['Port', number],
      ['TargetPort', targetPort],
      ['Protocol', protocol],
    ]),
  );
}

function filled(
  name: ProvisionerTemplate,
  source: string | undefined,
  {
    data,
    random,
    lines,
  }: {
    data: Record<string, unknown>;
    random(count: number): Uint8Array;
    lines: readonly string[];
  },
): unknown {
  if (!source?.trim()) return undefined;
  const text = textOf(name, source, () =>
    readProvisionerTemplate(source).execute(data, { random }),
  );
  refuseForeignLines(name, text, lines);
  try {
    return readYaml(text);
  } catch (error) {
    // Its words quote the text, which may hold secrets.
    const [, line] = /at line (\d+)/.exec((error as Error).message) ?? [];
    const where = line ? `, at line ${line} of it` : '';
    throw new InputError(`The template ${name} writes what is no YAML${where}`);
  }
}

function textOf(name: string, source: string, fill: () => string): string {
  try {
    return fill();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const { line, message } = error;
    const of = source.split('\n')[line - 1]?.trim();
    throw new InputError(
      `The template ${name}, line ${line} (${of}): ${message}`,
    );
  }
}

function mapOf(name: string, value: unknown): JsonObject {
  if (value === undefined || value === null) return {};
  if (isMap(value)) return value as JsonObject;
  throw new InputError(`The template ${name} writes no map`);
}

function listOf(value: unknown): Record<string, unknown>[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every(isMap)) return value;
  throw new InputError('The template manifests writes no list of objects');
}
