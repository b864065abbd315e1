import { modulePath, ROOT, type StateResource } from './stateResource';

/** A resource, or several drawn as one. */
export interface StateNode {
  id: string;
  /** "aws_subnet.private", "module.network", "terraform_data". */
  title: string;
  /** What it is, in a word or two. */
  about: string;
  /** How many resources it stands for. */
  count: number;
  /** What opens it; absent for one resource. */
  opens?: string;
}

/** Which node depends on which. */
export interface StateEdge {
  from: string;
  to: string;
}

/** Where a module has more nodes than this, those of one type are drawn as one. */
const CROWDED = 24;
/** A state with fewer resources is drawn with all its modules open. */
const FEW = 24;

/** Groups that are open before anybody has opened or closed one. */
export function openAtFirst(resources: StateResource[]): Set<string> {
  return resources.length > FEW
    ? new Set()
    : new Set(
        resources.flatMap(({ module }) =>
          modulePath(module).flatMap(key => [key, `all ${withoutIndex(key)}`]),
        ),
      );
}

/** What something is called where its instances are one. */
function withoutIndex(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, '');
}

const familyOf = ({ address, module = ROOT }: StateResource) =>
  withoutIndex(address.slice(module ? module.length + 1 : 0));

interface Group {
  key: string;
  title: string;
  about: string;
}

/**
 * The groups that a resource is in, the outermost first: modules, its type where the module is crowded, and its
 * instances where there are several.
 */
function groupsOf(
  resource: StateResource,
  { families, instances, modules, types }: Counts,
): Group[] {
  const { module = ROOT, type } = resource;
  const family = familyOf(resource);
  return [
    ...modulePath(module).flatMap(key => moduleGroups(key, modules)),
    ...((families.get(module)?.size ?? 0) > CROWDED &&
    (types.get(`${module} ${type}`) ?? 0) > 1
      ? [{ key: `${module} of ${type}`, title: type, about: 'type' }]
      : []),
    ...((instances.get(`${module} ${family}`) ?? 0) > 1
      ? [{ key: `${module} all ${family}`, title: family, about: type }]
      : []),
  ];
}

/** A module, and before it all its instances as one where there are several. */
function moduleGroups(key: string, modules: Counts['modules']): Group[] {
  const family = withoutIndex(key);
  const named = (path: string) => path.split(/\.(?=module\.)/).at(-1)!;
  const one = { key, title: named(key), about: 'module' };
  return (modules.get(family)?.size ?? 0) > 1
    ? [{ key: `all ${family}`, title: named(family), about: 'modules' }, one]
    : [one];
}

interface Counts {
  /** Names of resources by their module. */
  families: Map<string, Set<string>>;
  /** How many there are of one name. */
  instances: Map<string, number>;
  /** How many there are of one type. */
  types: Map<string, number>;
  /** Instances of modules by what is called so. */
  modules: Map<string, Set<string>>;
}

function count(resources: StateResource[]): Counts {
  const families = new Map<string, Set<string>>();
  const instances = new Map<string, number>();
  const types = new Map<string, number>();
  const modules = new Map<string, Set<string>>();
  for (const resource of resources) {
    const { module = ROOT, type } = resource;
    const family = familyOf(resource);
    families.set(module, (families.get(module) ?? new Set()).add(family));
    const name = `${module} ${family}`;
    instances.set(name, (instances.get(name) ?? 0) + 1);
    const kind = `${module} ${type}`;
    types.set(kind, (types.get(kind) ?? 0) + 1);
    for (const key of modulePath(module)) {
      const all = withoutIndex(key);
      modules.set(all, (modules.get(all) ?? new Set()).add(key));
    }
  }
  return { families, instances, modules, types };
}

/**
 * What depends on what in a state, with what is closed drawn as one.
 *
 * @param open - keys of groups whose members are drawn.
 */
export function stateGraph(
  resources: StateResource[],
  open: ReadonlySet<string>,
): { nodes: StateNode[]; edges: StateEdge[] } {
  const counts = count(resources);
  const nodes = new Map<string, StateNode>();
  const nodeOf = new Map<string, string>();
  for (const resource of resources) {
    const closed = groupsOf(resource, counts).find(({ key }) => !open.has(key));
    const node = closed ? groupNode(closed) : resourceNode(resource);
    const known = nodes.get(node.id);
    nodes.set(node.id, known ? { ...known, count: known.count + 1 } : node);
    nodeOf.set(resource.address, node.id);
  }
  return { nodes: [...nodes.values()], edges: edgesOf(resources, nodeOf) };
}

function groupNode({ key, title, about }: Group): StateNode {
  return { id: key, title, about, count: 1, opens: key };
}

function resourceNode(resource: StateResource): StateNode {
  const { address, module, mode, type } = resource;
  return {
    id: address,
    title: address.slice(module ? module.length + 1 : 0),
    about: mode === 'data' ? 'data' : type,
    count: 1,
  };
}

/** Each pair once, and nothing that stays inside of what is drawn as one. */
function edgesOf(
  resources: StateResource[],
  nodeOf: Map<string, string>,
): StateEdge[] {
  const edges = new Map<string, StateEdge>();
  for (const { address, dependsOn } of resources) {
    const from = nodeOf.get(address)!;
    for (const needed of dependsOn) {
      const to = nodeOf.get(needed);
      if (to && to !== from) edges.set(`${from}\n${to}`, { from, to });
    }
  }
  return [...edges.values()];
}
