import type { JsonObject } from '@backstage/types';
import canonicalize from 'canonicalize';
import type { ResourceRecord } from './ResourceRecord';

/** That a resource is something that exists already, as the platform says. */
export interface ImportEntry {
  /** Entity reference. */
  service: string;
  /** Name. */
  environment: string;
  /** As the Score file calls it. */
  resource: string;
  driver: string;
  /** What it is, as the driver asks for it. */
  what: JsonObject;
  /** The same for people, by the driver. */
  name: string;
  /** Where it is written. */
  file: string;
  line?: number;
}

/** Whether both say the same thing, wherever each was read. */
export function isSameThing(one?: object, other?: object): boolean {
  return canonicalize(one ?? null) === canonicalize(other ?? null);
}

/** Until its driver has answered once, a resource can still be what an entry says. */
export function canBecome({
  status,
  state,
}: Pick<ResourceRecord, 'status' | 'state'>): boolean {
  return status !== 'provided' && state === undefined;
}

/** What a resource has become; undefined for what was made, or has not got to its end. */
export function takenOver(record?: ResourceRecord): JsonObject | undefined {
  return record && !canBecome(record) ? record.imported?.what : undefined;
}
