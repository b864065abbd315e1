import { blocksOf } from '../blocks';
import { findLine } from '../findLine';
import type { Finding, ModuleFile, Rules } from '../types';
import { remedy } from './remedy';

const BLOCKS = [
  ...['terraform', 'provider', 'variable', 'locals', 'output', 'module'],
  ...['resource', 'data', 'ephemeral', 'check', 'import', 'moved', 'removed'],
  ...['action', '//'],
];

const SETTINGS = [
  ...['required_version', 'required_providers', 'experiments', 'language'],
  ...['provider_meta', 'encryption', '//'],
];

const ELSEWHERE = ['backend', 'cloud', 'state_store'];

/** Places of its own for the state, and whatever nobody here has heard of. */
export function findSettings(file: ModuleFile, rules: Rules): Finding[] {
  const { body, name, text } = file;
  const settings = blocksOf(body, 'terraform', 0).flatMap(one =>
    Object.keys(one.body),
  );
  const elsewhere = rules.backend
    ? []
    : settings.filter(one => ELSEWHERE.includes(one));
  const unknown = [
    ...Object.keys(body).filter(one => !BLOCKS.includes(one)),
    ...settings.filter(one => ![...SETTINGS, ...ELSEWHERE].includes(one)),
  ];
  return [
    ...elsewhere.map(one => ({
      file: name,
      line: findLine(text, one),
      rule: 'backend',
      words: `the block "${one}" says where the state is kept, and that is for the platform to say. ${remedy(
        'Leave it out, or',
        'backend: true',
        rules,
      )}`,
    })),
    ...unknown.map(one => ({
      file: name,
      line: findLine(text, one),
      rule: 'understood',
      words: `"${one}" is nothing that the portal knows of a module, so it cannot say what that does. Leave it out, or ask the platform team for a version of the portal that knows it`,
    })),
  ];
}
