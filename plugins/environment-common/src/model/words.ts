import { parseEntityRef } from '@backstage/catalog-model';
import type { Promotion } from '../api/types';

const DEFAULTS = { defaultKind: 'component', defaultNamespace: 'default' };
const DIGEST = /^sha256:([0-9a-f]{12})[0-9a-f]*$/;

/** The name in a reference or name of a service: "payment-service"; what is neither, as it is. */
export function serviceName(service: string): string {
  try {
    return parseEntityRef(service, DEFAULTS).name;
  } catch {
    // Anything may stand in an address.
    return service;
  }
}

/** A version as people say it: a tag as it is, a digest by its first twelve digits. */
export function shortVersion(version: string): string {
  return version.replace(DIGEST, '$1');
}

/** What goes where, in a few words: "payment-service 1.4.2 → prod". */
export function promotionTitle(
  promotion: Pick<Promotion, 'kind' | 'service' | 'version' | 'to'>,
): string {
  const { kind, service, version, to } = promotion;
  const words = `${serviceName(service)} ${shortVersion(version)} → ${to}`;
  return kind === 'rollback' ? `roll back ${words}` : words;
}
