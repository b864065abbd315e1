import { isSecretName } from '../../json/isSecretName';
import { blocksOf } from '../blocks';
import { findLine } from '../findLine';
import type { Finding, ModuleFile } from '../types';

/** Credentials of providers that stand in the module for all to read. They are warned of: the run may need them. */
export function findCredentials({ body, name, text }: ModuleFile): Finding[] {
  return blocksOf(body, 'provider', 1).flatMap(({ labels, body: settings }) =>
    Object.entries(settings)
      .filter(([key, value]) => isSecretName(key) && isInClear(value))
      .map(([key]) => ({
        file: name,
        line: findLine(text, key),
        rule: 'credentials',
        words: `${key} of the provider "${labels[0]}" stands in the module in clear. Give it by terraform.environments.<name>.env, and change it, as it was seen`,
        warning: true as const,
      })),
  );
}

function isInClear(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !value.includes('${');
}
