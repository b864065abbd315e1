/** A JSON Schema, as an object. */
export type JsonSchema = Record<string, unknown>;

/** What a resource of a definition gives out under one name. */
export interface OutputDefinition {
  /** `any` is what a provisioner of score-k8s gives out, which says no types and may leave it out. */
  type: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'any';
  description?: string;
  /** Never shown and never in Git: manifests carry a reference to it. */
  secret?: boolean;
}

/** Where a definition applies. All that is given has to be so; of a list, one of it. */
export interface MatchDefinition {
  /** Names of environments. */
  environments?: string[];
  /** Tiers of environments, such as `production`. */
  tiers?: string[];
  /** Whole references of the groups that own the service. */
  owners?: string[];
  /** Whole references of services. */
  services?: string[];
  /** Annotations that the environment has, with these values. */
  annotations?: Record<string, string>;
  /** A CEL expression of type bool over {@link ResourceContext}. */
  when?: string;
}

/** Among whom resources are shared that a Score file asks for by an `id`. */
export interface SharingDefinition {
  /** Whole reference of the service that provides it; the first that does when left out. */
  owner?: string;
  /** Who may use it beside its owner: one of these is enough. */
  with: {
    /** Whole references of services. What the platform names so needs nobody's leave. */
    services?: string[];
    /** Whole references of groups: services that one of them owns. */
    owners?: string[];
    /** Services that the group owns which owns the service that provides it. */
    team?: boolean;
    /** Services of the system of the service that provides it. */
    system?: boolean;
  };
}

/** Where a definition comes from that a file of provisioners says. */
export interface ProvisionerOrigin {
  /** Such as `template://default-provisioners/postgres`. */
  uri: string;
  /** The file, and the line in it. */
  place: string;
  /** From 0, over all files: the first that matches provides. */
  order: number;
}

/** A further resource that comes and goes with each one of a definition. */
export interface BroughtDefinition {
  /** One name in the definition. The resource is called `<name of the one that brings it>.<name>`. */
  name: string;
  /** Of the resource; a definition for it is found as for what a Score file asks for. */
  type: string;
  /** The class `default` when left out. */
  class?: string;
  /** With expressions in `${…}`, over {@link ResourceContext}; `<id of the one that brings it>.<name>` when left out. */
  id?: string;
  /**
   * What it is asked for, with expressions in `${…}`. With `order: after` they know `outputs` as well, what the one that
   * brings it gives out.
   */
  params?: Record<string, unknown>;
  /**
   * When it is provided; `after` when left out. What comes `before` gives its outputs to the settings of the one that
   * brings it, as `brought.<name>.<output>`.
   */
  order?: 'before' | 'after';
}

/** How resources of one type are provided in some places, as a file of the platform says it. */
export interface ResourceDefinition {
  /** One name in the whole platform. */
  name: string;
  title: string;
  description?: string;
  /** Of the Score resource. */
  type: string;
  /** The class `default` when left out, and every class when `*`. */
  class?: string;
  /** Every id when left out. */
  id?: string;
  match?: MatchDefinition;
  /** Name of the driver that provides it. */
  driver: string;
  /**
   * For the driver. A text that is one `${…}` is the value of its CEL expression, as it is typed; within a longer
   * text the value is put in as text; `$$` is a dollar sign. Expressions know {@link ResourceContext} and
   * what is derived of it, such as `resource.slug`.
   */
  settings: Record<string, unknown>;
  /**
   * JSON Schema of what a Score file may say under `params`; one that allows nothing when left out. What its
   * `properties` do not name is refused unless it says `additionalProperties`.
   */
  params?: JsonSchema;
  /** By name. Under `*` each param is given out, by its own name. */
  outputs: Record<string, OutputDefinition>;
  /** Gives out more than `outputs` names, and nobody knows before what. No file of definitions says so. */
  openOutputs?: boolean;
  /** Set where it is a provisioner of score-k8s, which comes after all other definitions. */
  provisioner?: ProvisionerOrigin;
  /** What comes and goes with it. */
  brings?: BroughtDefinition[];
  /** Others bring it, and no Score file can ask for it. */
  broughtOnly?: boolean;
  /** Who else may use it; nobody when left out. */
  sharing?: SharingDefinition;
  /** What becomes of it when nothing uses it any more; `delete` when left out. */
  onRemoval?: 'delete' | 'retain';
  /** Deleting it loses data: it is gated and undoable for a time. */
  holdsData?: boolean;
  /** Key into `platform/prices.yaml`, or a CEL expression in `${…}` that gives one; free when left out. */
  price?: string;
  /** A piece of a Score file, for the catalogue of types. */
  example?: string;
  /** Entity reference of who answers for it. */
  owner?: string;
}

/** What is asked for, and where: what definitions match on, and the variables of their expressions. */
export interface ResourceContext {
  resource: {
    uid: string;
    type: string;
    class: string;
    id: string;
    /** Of its first use in the workload. */
    name: string;
    annotations: Record<string, string>;
    /**
     * A name for objects outside, where the resource has one since before its uid changed: at most 45 of a-z, 0-9 and
     * "-", beginning with a letter. Made of the uid when left out.
     */
    slug?: string;
    /** The workload that uses it first. Taken from the id when left out, which knows it of what is its own alone. */
    workload?: string;
    /**
     * The Secret that the workload's namespace has for the secret outputs, one key for each; for objects that read
     * them there. When left out `bindingName` of packages/score, as near as the uid tells it.
     */
    secretName?: string;
  };
  params: Record<string, unknown>;
  /** What it brings before itself, by name, and what that gives out; a secret is the `name` and `key` it has in a Secret. */
  brought?: Record<string, Record<string, unknown>>;
  service: { ref: string; name: string; owner?: string };
  environment: {
    name: string;
    tier: string;
    annotations: Record<string, string>;
  };
}

/** Something wrong with a file of definitions. */
export interface DefinitionProblem {
  file: string;
  /** From 1; absent where the whole file is meant. */
  line?: number;
  column?: number;
  /** Where in the definition, such as `match.when`; empty for the whole of it. */
  path: string;
  /** What is wrong and what to write instead. */
  message: string;
}

/** Why one definition was chosen, or passed over. */
export interface Explanation {
  /** Name of the definition that provides it; absent when none does. */
  chosen?: string;
  considered: {
    definition: string;
    matches: boolean;
    /** For people: `more specific than "postgres-shared": it names the tier production`. */
    why: string;
  }[];
}
