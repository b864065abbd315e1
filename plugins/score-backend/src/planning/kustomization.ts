import { isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';

/** What changes the manifests of others, and would change those that are rendered. */
const ADAPTS_OTHERS = [
  'replicas',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'configMapGenerator',
  'secretGenerator',
  'components',
];

const EMPTY = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
`;

/**
 * A kustomization that has the rendered manifests for its only resource. What else it says stays, such as the namespace
 * and the version of the image.
 */
export function adoptKustomization(
  text: string | undefined,
  manifests: string,
): { text: string; replaced: string[] } {
  const document = parseDocument(text ?? EMPTY);
  const resources = textsOf(document, 'resources');
  const adapting = ADAPTS_OTHERS.filter(key => document.has(key));
  const others = resources.filter(one => one !== manifests);
  const isAdopted = resources.length === 1 && others.length === 0;
  if (text !== undefined && isAdopted && adapting.length === 0) {
    return { text, replaced: [] };
  }
  document.set('resources', document.createNode([manifests]));
  adapting.forEach(key => document.delete(key));
  return { text: document.toString({ lineWidth: 0 }), replaced: others };
}

/**
 * A kustomization that does not name a resource any more. One that says nothing at all is refused by kustomize, and the
 * cluster would keep what it has: it says the namespace then, in which everything is already.
 */
export function dropResource(
  text: string,
  resource: string,
  namespace: string,
): string {
  const document = parseDocument(text);
  const left = textsOf(document, 'resources').filter(one => one !== resource);
  document.set('resources', document.createNode(left));
  const said = Object.keys(document.toJS()).filter(
    key => !['apiVersion', 'kind', 'resources'].includes(key),
  );
  if (left.length === 0 && said.length === 0) {
    document.set('namespace', namespace);
  }
  return document.toString({ lineWidth: 0 });
}

/** The image whose version the kustomization says: the one of this name, or the only one. */
export function imageNameIn(
  text: string | undefined,
  workload: string,
): string | undefined {
  if (text === undefined) return undefined;
  const images = parseDocument(text).get('images');
  if (!isSeq(images)) return undefined;
  const names = images.items.flatMap(item => {
    const name = isMap(item) ? item.get('name') : undefined;
    return typeof name === 'string' ? [name] : [];
  });
  return (
    names.find(name => name.split('/').at(-1) === workload) ??
    (names.length === 1 ? names[0] : undefined)
  );
}

function textsOf(document: Document, key: string): string[] {
  const list = document.get(key);
  if (!isSeq(list)) return [];
  return list.items.flatMap(item =>
    isScalar(item) && typeof item.value === 'string' ? [item.value] : [],
  );
}
