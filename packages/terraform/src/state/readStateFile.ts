import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isObject,
  parseJson,
  readList,
  readNumber,
  readObject,
  readText,
} from '../json/read';
import { readOutputs, type Output } from '../json/readOutputs';
import { completeMask } from '../plan/completeMask';
import { readAddress, type ObjectAddress } from './readAddress';
import { readMask } from './readMask';

/** The format of states since Terraform 0.12, OpenTofu's too. */
const FORMAT = 4;

/** What every state says of itself, also one that nobody can look into. */
export interface StateHead {
  lineage: string;
  serial: number;
  terraformVersion?: string;
  /** Why its content cannot be read; absent for one that can. */
  unreadable?: string;
}

/** One object of a state, with every secret in it. */
export interface StateObject extends ObjectAddress {
  type: string;
  name: string;
  mode: 'managed' | 'data';
  provider: string;
  tainted: boolean;
  attributes: JsonObject;
  /** What of the attributes is sensitive: `true` for all below it. */
  mask: unknown;
  /** Addresses of what it depends on, without the keys of instances. */
  dependencies: string[];
}

/** A state as a backend keeps it, with every secret in it. */
export interface StateFile extends StateHead {
  objects: StateObject[];
  outputs: Record<string, Output>;
}

/**
 * Reads a state as a backend keeps it. One of another format, or one that OpenTofu encrypted, has its head alone.
 * Undefined for what is no state at all.
 */
export function readStateFile(text: string): StateFile | undefined {
  const raw = parseJson(text);
  const head = readHead(raw);
  if (!head) return undefined;
  if (head.unreadable !== undefined) {
    return { ...head, objects: [], outputs: {} };
  }
  return {
    ...head,
    objects: readList(readObject(raw).resources).flatMap(readResource),
    outputs: readOutputs(readObject(raw).outputs),
  };
}

/** All outputs in a state, sensitive ones too; none of one that cannot be read. */
export function readStateOutputs(text: string): Record<string, Output> {
  return readOutputs(readObject(parseJson(text)).outputs);
}

/** The head of a state, and how many managed objects it holds, without what it takes to read all of it. */
export function readStateHead(
  text: string,
): (StateHead & { resources?: number }) | undefined {
  const raw = parseJson(text);
  const head = readHead(raw);
  if (!head || head.unreadable !== undefined) return head;
  const resources = readList(readObject(raw).resources)
    .map(readObject)
    .filter(({ mode }) => mode === 'managed')
    .map(({ instances }) => readList(instances).length)
    .reduce((sum, count) => sum + count, 0);
  return { ...head, resources };
}

function readHead(raw: unknown): StateHead | undefined {
  const state = readObject(raw);
  const lineage = readText(state.lineage);
  const serial = readNumber(state.serial);
  if (lineage === undefined || serial === undefined) return undefined;
  return {
    lineage,
    serial,
    terraformVersion: readText(state.terraform_version),
    unreadable: whyUnreadable(state),
  };
}

function whyUnreadable(state: JsonObject): string | undefined {
  if (state.encrypted_data !== undefined) return 'OpenTofu has encrypted it';
  if (state.version === FORMAT) return undefined;
  return `It is of format ${state.version}, and only ${FORMAT} is known here`;
}

function readResource(raw: JsonValue): StateObject[] {
  const resource = readObject(raw);
  const type = readText(resource.type) ?? '';
  const shared = {
    type,
    name: readText(resource.name) ?? '',
    mode: resource.mode === 'data' ? ('data' as const) : ('managed' as const),
    provider: readProvider(resource.provider),
  };
  return readList(resource.instances)
    .filter(isObject)
    .map(instance => ({
      ...shared,
      ...readAddress(resource, instance),
      tainted: instance.status === 'tainted',
      ...readAttributes(type, instance),
      dependencies: readList(instance.dependencies).flatMap(
        one => readText(one) ?? [],
      ),
    }));
}

function readAttributes(type: string, instance: JsonObject) {
  // Of providers that still keep texts alone.
  const { attributes = instance.attributes_flat } = instance;
  const values = readObject(attributes);
  const mask = readMask(values, readList(instance.sensitive_attributes));
  return { attributes: values, mask: completeMask(type, mask) };
}

/** `registry.terraform.io/hashicorp/aws` of `module.a.provider["registry.terraform.io/hashicorp/aws"].west`. */
function readProvider(raw: unknown): string {
  const text = readText(raw) ?? '';
  return /provider\["([^"]+)"\]/.exec(text)?.[1] ?? text;
}
