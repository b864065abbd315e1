import type { CatalogApi } from '@backstage/plugin-catalog-react';

/** What is known about a name for something new. */
export type Verdict =
  | { state: 'empty' }
  | { state: 'refused'; message: string }
  | { state: 'free'; message: string }
  /** It could not be looked up; creating it will tell. */
  | { state: 'unknown'; message: string };

/** The length that leaves room for "-staging" in Kubernetes' 63 characters. */
export const LONGEST_NAME = 50;

const RULES: [RegExp, string][] = [
  [/^[a-z]/, 'begins with a small letter'],
  [/^[-a-z0-9]*$/, 'has only small letters, digits and hyphens'],
  [/[a-z0-9]$/, 'ends with a letter or digit'],
  [/^.{2,}$/, 'has two characters or more'],
  [
    /^(?!(default|argocd)$|kube-)/,
    'is none of the namespaces that a cluster has for itself: default, argocd, and what begins with kube-',
  ],
  [
    /^(?!(true|false|null|yes|no|on|off)$)/,
    'is none of the words that YAML has for itself: true, false, null, yes, no, on and off',
  ],
];

/** Says what is wrong with the form of a name; undefined when Git and Kubernetes both take it. */
export function findFault(name: string): string | undefined {
  if (name.length > LONGEST_NAME)
    return `A name has at most ${LONGEST_NAME} characters; this one has ${name.length}.`;
  const broken = RULES.find(([pattern]) => !pattern.test(name));
  return broken && `A name ${broken[1]}.`;
}

/** Judges a name; it never rejects. */
export async function judgeName(
  name: string,
  catalog: Pick<CatalogApi, 'getEntitiesByRefs'>,
): Promise<Verdict> {
  if (name === '') return { state: 'empty' };
  const fault = findFault(name);
  if (fault) return { state: 'refused', message: fault };
  try {
    // By a list of one: a single one that is missing is an error in the browser's console.
    const {
      items: [entity],
    } = await catalog.getEntitiesByRefs({
      entityRefs: [`component:default/${name}`],
    });
    if (!entity) return { state: 'free', message: 'This name is free.' };
    const owner = String(entity.spec?.owner ?? 'somebody')
      .split('/')
      .pop();
    const message = `"${name}" is taken: ${owner} has a component of that name. Choose another.`;
    return { state: 'refused', message };
  } catch {
    const message =
      'The catalog does not answer, so nobody knows yet whether this name is free. Creating it will tell.';
    return { state: 'unknown', message };
  }
}
