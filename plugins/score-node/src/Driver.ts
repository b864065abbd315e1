import type { JsonObject } from '@backstage/types';
import type { KubernetesObject, Workload } from '@towpath/score';

/** One resource of a service in one environment, as its driver is asked for it. */
export interface DriverRequest {
  resource: {
    /** A UUID that stays: every effect outside is marked with it, and found by it. */
    id: string;
    /** `type.class#id`, as the Score file has it. */
    uid: string;
    type: string;
    class: string;
    /** The name under which the workload uses it. */
    name: string;
    /** What the Score file says under `metadata` of the resource. */
    metadata?: JsonObject;
  };
  /** What asks for it; absent where what was once provided is looked at or taken away. */
  workload?: Workload;
  service: { ref: string; name: string };
  environment: { name: string; tier: string };
  /** Where the workload runs in the cluster. */
  namespace: string;
  /** Of its definition, with every expression filled in. */
  settings: JsonObject;
  /** As the Score file says them, checked by the definition; a secret among them is not there. */
  params: JsonObject;
  /** What `apply` answered last; absent before the first. */
  state?: JsonObject;
  /** The same of what was kept sealed, for a driver that `remembers`. */
  memory?: JsonObject;
  /** What it remembers of the other resources that it provides for the service there, the oldest first. */
  neighbours?: JsonObject[];
}

/** One difference between what is and what is to be. Never a secret. */
export interface FieldChange {
  /** For people: `connection limit`. */
  field: string;
  before?: string;
  after?: string;
}

/** What `apply` would do. */
export interface DriverPlan {
  action: 'create' | 'update' | 'replace' | 'none';
  changes: FieldChange[];
  /** Outputs that are known already; the others are known after `apply`. */
  outputs: JsonObject;
  /** Objects that would go to Git; those from before when left out. */
  manifests?: KubernetesObject[];
  /** What a person should know before agreeing, one sentence each. */
  notes?: string[];
}

/** What taking over would do. */
export type ImportPlan = Omit<DriverPlan, 'action'>;

/** What a resource gives out once it is there. */
export interface Provided {
  /** For the next call. Kept in clear: no secrets. */
  state: JsonObject;
  /** By the names of the definition, without the secret ones. */
  outputs: JsonObject;
  /**
   * The secret outputs. Sealed before they are stored; one that is left out stays what it was. Those that change
   * together belong here together, a user's name beside the password: they reach the workload as one.
   */
  secrets?: Record<string, string>;
  /** Objects that go to Git beside the workload's. A Secret among them is made by `sealedSecret`. */
  manifests?: KubernetesObject[];
  /** For the next call of a driver that `remembers`. Sealed before it is stored, and given to nobody else. */
  memory?: JsonObject;
}

/** What was found when a driver looked at what it once provided. */
export type Observation =
  | { status: 'as-provided' }
  | { status: 'changed'; differences: FieldChange[] }
  | { status: 'missing'; reason: string };

/** How a resource ended. */
export interface Destroyed {
  /** A final copy, where one is kept. */
  kept?: {
    /** Where it is, for the driver that restores or purges it. No secrets. */
    state: JsonObject;
    /** For people: how to get it back. */
    restore: string;
    /** ISO 8601: when it goes for good. */
    until: string;
  };
}

/** What a call is given beside its request. */
export interface DriverCall {
  /** Aborts when the time is over or the run is cancelled. */
  signal: AbortSignal;
  log: { info(message: string): void; warn(message: string): void };
  /** Entity reference of whoever asked for it, which was looked at; absent where the portal itself acts. */
  requestedBy?: string;
}

/**
 * Makes a resource of what exists already and was made by somebody else. What it is an entry of the platform's imports
 * says, as the driver asks for it: `what`.
 *
 * What it throws is read as what {@link ResourceDriver} throws. It refuses, with a ConflictError that says whose it is,
 * what is another resource's, and what must not become one.
 */
export interface ResourceImporter {
  /** Why nothing can be looked for by this, one sentence each; asked when entries are read. */
  check(what: JsonObject): string[];
  /**
   * What it is, for people: `database legacy_orders on main`. The same for the same thing, however it is written, as two
   * entries that name one thing are refused. Only asked of what has no problem.
   */
  nameOf(what: JsonObject): string;
  /**
   * Finds out what `take` would do, and changes nothing: what of it will be otherwise, and in notes who can reach it
   * today, and what becomes of that. What a call that was cut off has taken already is planned to its end.
   */
  plan(
    request: DriverRequest,
    what: JsonObject,
    call: DriverCall,
  ): Promise<ImportPlan>;
  /**
   * Takes it over without loss, and marks it with `resource.id` first; afterwards it is a resource like those that `apply`
   * makes. Called again, with the state from before, it finds what it has taken by that mark.
   */
  take(
    request: DriverRequest,
    what: JsonObject,
    call: DriverCall,
  ): Promise<Provided>;
}

/**
 * Provides resources of one technology. Each call finds what earlier ones have done, by `resource.id`, before it acts: a
 * process may die at any moment, and the call then comes again with the state from before.
 *
 * Every method throws InputError or ConflictError, with field, value and way out, for what a repetition does not mend;
 * any other error is taken for a system that could not be asked, and the call is repeated later.
 */
export interface ResourceDriver {
  /** As definitions name it: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Whether it is given back what it answered as `memory`, when it plans and applies. */
  readonly remembers?: boolean;
  /** Takes over what exists already. */
  readonly imports?: ResourceImporter;
  /**
   * Why these settings cannot be used, one sentence each; asked when definitions are read. What is an expression
   * (`${…}`) then is not filled in yet, and nothing is said of it.
   */
  checkSettings(settings: JsonObject): string[];
  /** Finds out what `apply` would do, and changes nothing. */
  plan(request: DriverRequest, call: DriverCall): Promise<DriverPlan>;
  /** Makes it so. With everything so already it changes nothing and answers the same. */
  apply(request: DriverRequest, call: DriverCall): Promise<Provided>;
  /** Looks at what is there, and changes nothing. */
  observe(request: DriverRequest, call: DriverCall): Promise<Observation>;
  /** Takes it away, keeping a final copy where it holds data. What is gone already is no error. */
  destroy(request: DriverRequest, call: DriverCall): Promise<Destroyed>;
  /**
   * Makes new secrets without an outage: those from before go on working until the next rotation, so that workloads
   * have time to take up the new ones. Never called before the first `apply`.
   */
  rotate?(request: DriverRequest, call: DriverCall): Promise<Provided>;
  /**
   * Takes what `observe` finds changed for what was provided: afterwards `observe` answers `as-provided` and `plan`
   * `none`, until settings or params ask for something else than they do now. It changes nothing outside.
   *
   * @throws ConflictError with why a difference cannot be taken, such as one that opens the resource to others
   */
  accept?(request: DriverRequest, call: DriverCall): Promise<Provided>;
  /**
   * Brings back what `destroy` kept, under the same `resource.id`, and answers as `apply`. What is back already is no
   * error; a new one in its place is a ConflictError.
   *
   * @param kept - the state that `destroy` answered as `kept`.
   */
  restore?(
    request: DriverRequest,
    kept: JsonObject,
    call: DriverCall,
  ): Promise<Provided>;
  /**
   * Takes for good what `destroy` kept, once its time is over. What is gone already, or back, is no error, and what is
   * back stays.
   */
  purge?(kept: JsonObject, call: DriverCall): Promise<void>;
}
