import { flatten } from './flatten';

/** A Kubernetes object as far as its settings are read by name; the rest is read as it comes. */
export interface Manifest {
  kind: string;
  metadata?: { name?: string; namespace?: string };
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  spec?: {
    replicas?: number;
    template?: { spec?: PodSpec };
    jobTemplate?: { spec?: { template?: { spec?: PodSpec } } };
  };
}

interface PodSpec {
  initContainers?: Container[];
  containers?: Container[];
}

interface Container {
  name: string;
  env?: { name: string; value?: string; valueFrom?: Reference }[];
  envFrom?: Reference[];
  resources?: Record<'limits' | 'requests', Record<string, string>>;
  [other: string]: unknown;
}

type Reference = Record<
  string,
  { name?: string; key?: string; fieldPath?: string } | undefined | string
>;

/** The settings of one object by path. A hidden one may be compared and never shown. */
export interface Settings {
  kind: string;
  name: string;
  namespace?: string;
  values: Map<string, { text: string; hidden?: boolean }>;
}

type Put = (path: string, value: unknown, hidden?: boolean) => void;

/**
 * Replicas, environment variables, resources, and the data of config maps and secrets by the names that
 * people have for them; whatever else an object says by its path, so that nothing is taken for equal
 * because nobody looked. What a version or an environment sets everywhere is left out: images, labels,
 * annotations and names.
 */
export function settingsOf(manifest: Manifest): Settings {
  const values: Settings['values'] = new Map();
  const put: Put = (path, value, hidden = false) => {
    if (value === undefined || value === null) return;
    values.set(path, { text: String(value), ...(hidden && { hidden }) });
  };
  const { kind, metadata, spec, data, stringData } = manifest;
  const isSecret = kind === 'Secret';
  put('replicas', spec?.replicas);
  for (const container of containersOf(manifest)) putContainer(put, container);
  if (kind === 'ConfigMap' || isSecret) {
    for (const [key, value] of Object.entries({ ...data, ...stringData })) {
      put(`data.${key}`, value, isSecret);
    }
  }
  putRest(put, manifest, isSecret);
  const { name = '', namespace } = metadata ?? {};
  return { kind, name, ...(namespace && { namespace }), values };
}

function podOf({ spec }: Manifest): PodSpec | undefined {
  return spec?.template?.spec ?? spec?.jobTemplate?.spec?.template?.spec;
}

function containersOf(manifest: Manifest): Container[] {
  const pod = podOf(manifest);
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
}

const READ = ['apiVersion', 'kind', 'metadata', 'status'];
const LISTS = ['initContainers', 'containers'];

/** What is left of an object once that which has a name of its own is taken away. */
function putRest(put: Put, manifest: Manifest, isSecret: boolean): void {
  const isData = manifest.kind === 'ConfigMap' || isSecret;
  const known = [...READ, ...(isData ? ['data', 'stringData'] : [])];
  const pod = podOf(manifest);
  const skip = (key: string, parent: unknown) =>
    (parent === manifest && known.includes(key)) ||
    (parent === manifest.spec && key === 'replicas') ||
    (parent === pod && LISTS.includes(key)) ||
    key === 'labels' ||
    key === 'annotations' ||
    key === 'matchLabels';
  flatten(manifest, (path, value) => put(path, value, isSecret), skip);
}

function putContainer(
  put: Put,
  { name, env, envFrom, resources, image: _, ...rest }: Container,
): void {
  for (const variable of env ?? []) {
    put(
      `${name}.env.${variable.name}`,
      variable.valueFrom
        ? describeReference(variable.valueFrom)
        : variable.value ?? '',
    );
  }
  const from = (envFrom ?? []).map(describeReference);
  if (from.length > 0) put(`${name}.envFrom`, from.join(', '));
  for (const [bound, amounts] of Object.entries(resources ?? {})) {
    for (const [what, amount] of Object.entries(amounts ?? {})) {
      put(`${name}.resources.${bound}.${what}`, amount);
    }
  }
  flatten(rest, (path, value) => put(`${name}.${path}`, value));
}

/** `secretKeyRef shop-db/password`: where a value comes from, not the value. */
function describeReference(reference: Reference): string {
  return Object.entries(reference)
    .map(([kind, at]) =>
      typeof at === 'object'
        ? `${kind} ${[at.name, at.key ?? at.fieldPath]
            .filter(Boolean)
            .join('/')}`
        : `${kind} ${at}`,
    )
    .join(', ');
}
