import type { JsonObject } from '@backstage/types';
import { readText } from '../json/read';

/** Where an object of a state stands. */
export interface ObjectAddress {
  /** Such as `module.shop["a"].aws_instance.web[0]`. */
  address: string;
  /** The same without the keys of instances, as dependencies are written. */
  configured: string;
  module?: string;
  /** Key of an object that an earlier replacement has left. */
  deposed?: string;
}

/** The address of an instance, as Terraform writes it. */
export function readAddress(
  resource: JsonObject,
  instance: JsonObject,
): ObjectAddress {
  const module = readText(resource.module);
  const prefix = module === undefined ? '' : `${module}.`;
  const data = resource.mode === 'data' ? 'data.' : '';
  const local = `${data}${resource.type}.${resource.name}`;
  const key = instance.index_key;
  return {
    address: `${prefix}${local}${
      key === undefined ? '' : `[${JSON.stringify(key)}]`
    }`,
    configured: `${withoutKeys(prefix)}${local}`,
    module,
    deposed: readText(instance.deposed),
  };
}

/** Keys are quoted as in JSON, and may hold brackets of their own. */
function withoutKeys(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
}
