type Fields = Record<string, unknown>;

const LIST_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'metadata.labels',
  'metadata.creationTimestamp',
  'metadata.deletionTimestamp',
  'spec',
  'spec.destination',
  'spec.project',
  'spec.source',
  'spec.sources',
  'spec.sourceHydrator',
  'spec.syncPolicy',
  'operation.sync',
  'status.sourceHydrator',
  'status.summary',
  'status.resources',
  'status.health',
  'status.sync.status',
  'status.sync.revision',
  'status.operationState.phase',
  'status.operationState.startedAt',
  'status.operationState.finishedAt',
  'status.operationState.operation.sync',
];

/** `fields` as a list request has it: only an allowed part can be chosen, the rest is dropped. */
export function selectListFields(
  list: { metadata: Fields; items: object[] },
  fields: string,
): object {
  const excludes = fields.startsWith('-');
  const names = fields.replace(/^-/, '').split(',');
  const asked = (name: string) => names.includes(name);
  const chosen = LIST_FIELDS.filter(
    field => (asked(`items.${field}`) || asked('items')) !== excludes,
  );
  const items = list.items.map(item => pick(withSyncResult(item), chosen));
  const hasVersion = asked('metadata.resourceVersion') !== excludes;
  return {
    ...(hasVersion && { metadata: list.metadata }),
    ...(chosen.length && { items }),
  };
}

// The real server answers this one field with the result instead of the request.
function withSyncResult(item: object): Fields {
  const copy = structuredClone(item) as {
    status?: {
      operationState?: { operation?: Fields; syncResult?: unknown };
    };
  };
  const state = copy.status?.operationState;
  if (state) state.operation = { sync: state.syncResult };
  return copy as Fields;
}

/** `fields` as everywhere else: dotted paths, each with everything below it. */
export function selectFields(document: object, fields: string): object {
  const names = fields.replace(/^-/, '').split(',').filter(Boolean);
  return fields.startsWith('-')
    ? names.reduce(omit, structuredClone(document) as Fields)
    : pick(document as Fields, names);
}

function pick(source: Fields, paths: string[]): Fields {
  const result: Fields = {};
  for (const path of paths) copyPath(source, result, path.split('.'));
  return result;
}

function copyPath(source: Fields, target: Fields, [head, ...rest]: string[]) {
  const value = source[head];
  if (value === undefined || value === null) return;
  if (rest.length === 0) {
    target[head] = value;
  } else if (Array.isArray(value)) {
    const list = (target[head] ??= value.map(() => ({}))) as Fields[];
    value.forEach((entry, i) => copyPath(entry, list[i], rest));
  } else if (typeof value === 'object') {
    copyPath(value as Fields, (target[head] ??= {}) as Fields, rest);
  }
}

function omit(document: Fields, path: string): Fields {
  const [head, ...rest] = path.split('.');
  const value = document[head];
  if (rest.length === 0) delete document[head];
  else if (Array.isArray(value)) {
    for (const entry of value) omit(entry, rest.join('.'));
  } else if (typeof value === 'object' && value !== null) {
    omit(value as Fields, rest.join('.'));
  }
  return document;
}
