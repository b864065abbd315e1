import type { IEnvVar } from 'kubernetes-models/v1/EnvVar';
import type { PathSegment } from '../../diagnostics/diagnostic';
import { compareText } from '../../diagnostics/diagnostic';
import type { PlaceholderScope } from '../../placeholder/substitute';
import { substituteText } from '../../placeholder/substitute';
import type { Resolved, SecretRef } from '../../placeholder/secretRef';
import { isSecretRef, isSecretText } from '../../placeholder/secretRef';
import { shortHash } from '../names';
import type { Problems } from '../problems';

/**
 * The variables of a container, sorted by name. A secret inside a longer text
 * gets a variable of its own, which stands first and which the text names.
 */
export function envVars(
  variables: Record<string, string>,
  path: PathSegment[],
  scope: PlaceholderScope,
  problems: Problems,
): IEnvVar[] {
  const helpers = new Map<string, IEnvVar>();
  const own: IEnvVar[] = [];
  for (const name of Object.keys(variables).sort(compareText)) {
    checkName(name, [...path, name], problems);
    const resolved = problems.resolving([...path, name], () =>
      substituteText(variables[name], scope),
    );
    if (resolved !== undefined) own.push(envVar(name, resolved, helpers));
  }
  const first = [...helpers.values()].sort((a, b) =>
    compareText(a.name, b.name),
  );
  return [...first, ...own];
}

/** Kubernetes' rule for names of variables, and the narrower one of old clusters. */
function checkName(name: string, path: PathSegment[], problems: Problems) {
  const said = {
    code: 'render/variable-name',
    path,
    fix: 'write letters, digits and "_", beginning with a letter',
  };
  const shown = JSON.stringify(name);
  if (!/^[ -<>-~]+$/.test(name)) {
    problems.error({
      ...said,
      message: `${shown} cannot be the name of a variable: Kubernetes takes printable ASCII characters without "="`,
    });
  } else if (
    !/^[-._a-z][-._a-z0-9]*$/i.test(name) ||
    /^\.\.?$|^\.\./.test(name)
  ) {
    problems.warn({
      ...said,
      message: `clusters before Kubernetes 1.32 refuse a variable named ${shown}`,
    });
  }
}

function envVar(
  name: string,
  resolved: Resolved,
  helpers: Map<string, IEnvVar>,
): IEnvVar {
  if (typeof resolved === 'string') return { name, value: resolved };
  if (isSecretRef(resolved)) return fromSecret(name, resolved);
  const text = isSecretText(resolved) ? resolved.secretText : [];
  const value = text
    .map(piece =>
      typeof piece === 'string' ? piece : `$(${helperFor(piece, helpers)})`,
    )
    .join('');
  return { name, value };
}

function helperFor(ref: SecretRef, helpers: Map<string, IEnvVar>): string {
  const { name: secret, key } = ref.secretRef;
  const name = `__ref_${shortHash(JSON.stringify([secret, key]), 16)}`;
  helpers.set(name, fromSecret(name, ref));
  return name;
}

function fromSecret(name: string, { secretRef }: SecretRef): IEnvVar {
  return { name, valueFrom: { secretKeyRef: { ...secretRef } } };
}
