/** A Kubernetes object as far as its settings are read. */
export interface Manifest {
  kind: string;
  metadata?: { name?: string };
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
}

type Reference = Record<
  string,
  { name?: string; key?: string; fieldPath?: string } | undefined | string
>;

/** The settings of one object by path. A hidden one may be compared and never shown. */
export interface Settings {
  kind: string;
  name: string;
  values: Map<string, { text: string; hidden?: boolean }>;
}

/** Replicas, environment variables, resources, and the data of config maps and secrets. */
export function settingsOf(manifest: Manifest): Settings {
  const values: Settings['values'] = new Map();
  const put = (path: string, value: unknown, hidden = false) => {
    if (value === undefined || value === null) return;
    values.set(path, { text: String(value), ...(hidden && { hidden }) });
  };
  const { kind, metadata, spec, data, stringData } = manifest;
  put('replicas', spec?.replicas);
  const pod = spec?.template?.spec ?? spec?.jobTemplate?.spec?.template?.spec;
  const containers = [
    ...(pod?.initContainers ?? []),
    ...(pod?.containers ?? []),
  ];
  for (const container of containers) putContainer(put, container);
  if (kind === 'ConfigMap' || kind === 'Secret') {
    for (const [key, value] of Object.entries({ ...data, ...stringData })) {
      put(`data.${key}`, value, kind === 'Secret');
    }
  }
  return { kind, name: metadata?.name ?? '', values };
}

function putContainer(
  put: (path: string, value: unknown) => void,
  { name, env, envFrom, resources }: Container,
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
