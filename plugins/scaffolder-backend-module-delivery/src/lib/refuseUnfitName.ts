import { InputError } from '@backstage/errors';

const RULES: [RegExp, string][] = [
  [
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    "cannot name a folder in Kubernetes' terms: use small letters, digits and hyphens",
  ],
  [
    /^(?!(default|argocd)$|kube-)/,
    "is a namespace of the cluster's own: choose another name",
  ],
  [
    /^(?!(true|false|null|yes|no|on|off)$)/,
    "is a word of YAML's own, which is not read as text: choose another name",
  ],
];

/**
 * Holds a service to what its form asks of its name: a template may leave its own rule out.
 * @throws InputError that names the value and the rule
 */
export function refuseUnfitName(service: string): void {
  const broken = RULES.find(([pattern]) => !pattern.test(service));
  if (broken) throw new InputError(`service "${service}" ${broken[1]}`);
}
