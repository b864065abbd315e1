import { member } from '../../json/read';
import { blocksOf, type Block } from '../blocks';
import { findLine } from '../findLine';
import type { Finding, ModuleFile, Rules } from '../types';
import { remedy } from './remedy';

/** What a module may say only where the platform allows it: programs, and states of others. */
export function findPrograms(file: ModuleFile, rules: Rules): Finding[] {
  return [
    ...(rules.provisioners ? [] : findProvisioners(file, rules)),
    ...(rules.externalData ? [] : findExternal(file, rules)),
    ...(rules.remoteState ? [] : findRemoteStates(file, rules)),
  ];
}

function findProvisioners(file: ModuleFile, rules: Rules): Finding[] {
  const { body, name, text } = file;
  const owners = [
    ...blocksOf(body, 'resource', 2),
    // What ends with its resource may run a program once more.
    ...blocksOf(body, 'removed', 0),
  ];
  return owners.flatMap(owner =>
    provisionersIn(owner).map(which => ({
      file: name,
      line: findLine(
        text,
        ...(which ? ['provisioner', which] : ['provisioner']),
      ),
      rule: 'provisioners',
      words: `${describe(
        owner,
      )} has the provisioner "${which}", a program that runs with the credentials of the platform. ${remedy(
        'Leave it out, or',
        'provisioners: true',
        rules,
      )}`,
    })),
  );
}

function provisionersIn({ body }: Block): string[] {
  const own = blocksOf(body, 'provisioner', 1).map(one => one.labels[0]);
  const dynamic = blocksOf(body, 'dynamic', 1)
    .filter(one => one.labels[0] === 'provisioner')
    .map(() => 'dynamic');
  // Something is there that is no block with a label.
  const isStrange =
    own.length === 0 && member(body, 'provisioner') !== undefined;
  return [...own, ...dynamic, ...(isStrange ? ['?'] : [])];
}

function findExternal(file: ModuleFile, rules: Rules): Finding[] {
  const asked = readings(file).filter(one => one.labels[0] === 'external');
  const found = asked.map(({ labels }) => ({
    file: file.name,
    line: findLine(file.text, 'external', labels[1]),
    rule: 'externalData',
    words: `data "external" "${labels[1]}" runs a program. ${remedy(
      'Leave it out, or',
      'externalData: true',
      rules,
    )}`,
  }));
  return [...found, ...findKeyProviders(file, rules)];
}

/** OpenTofu encrypts a state with a key that it may have from a program. */
function findKeyProviders({ body, name, text }: ModuleFile, rules: Rules) {
  return blocksOf(body, 'terraform', 0)
    .filter(one => member(one.body, 'encryption') !== undefined)
    .map(() => ({
      file: name,
      line: findLine(text, 'encryption'),
      rule: 'externalData',
      words: `the block "encryption" may run a program for its key, and the platform keeps states sealed. ${remedy(
        'Leave it out, or',
        'externalData: true',
        rules,
      )}`,
    }));
}

function findRemoteStates(file: ModuleFile, rules: Rules): Finding[] {
  return readings(file)
    .filter(one => one.labels[0] === 'terraform_remote_state')
    .map(({ labels }) => ({
      file: file.name,
      line: findLine(file.text, 'terraform_remote_state', labels[1]),
      rule: 'remoteState',
      words: `data "terraform_remote_state" "${
        labels[1]
      }" reads the whole state of another stack, with its secrets. ${remedy(
        'Take outputs of other stacks as variables, or',
        'remoteState: true',
        rules,
      )}`,
    }));
}

/** All that is asked while Terraform plans, also within checks. */
export function readings({ body }: ModuleFile): Block[] {
  const checks = blocksOf(body, 'check', 1);
  return [body, ...checks.map(one => one.body)].flatMap(where => [
    ...blocksOf(where, 'data', 2),
    ...blocksOf(where, 'ephemeral', 2),
  ]);
}

function describe({ labels, body }: Block): string {
  if (labels.length > 0) return labels.join('.');
  const from = member(body, 'from');
  return `removed ${typeof from === 'string' ? from : ''}`;
}
