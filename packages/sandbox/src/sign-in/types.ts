/** Somebody who can be chosen on the sign-in page: a User entity of the catalog's data. */
export interface SamplePerson {
  /** What tokens and sessions call the person, since a later one may have the name. */
  id?: string;
  /** Name of the User entity and sign-in name. */
  name: string;
  displayName: string;
  /** Empty when nobody gave one. */
  email: string;
  /** One line about the person's part, such as `Developer in Finance`; empty when nobody wrote one. */
  persona: string;
  /** Shown first, for those who try the portal for the first time. */
  featured: boolean;
  /** Title of the first group the person belongs to; empty without a group. */
  team: string;
  /** Names of the groups the person belongs to. */
  groups: string[];
}

/** A group that the organisation's files name. */
export interface SampleGroup {
  name: string;
  title: string;
}

/** Who and which groups the organisation's files have. */
export interface Organisation {
  people: SamplePerson[];
  groups: SampleGroup[];
}

/** Where sign-in writes what went wrong, a line at a time. */
export type Log = (message: string) => void;

export interface SignInOptions {
  /** Listens on 127.0.0.1 only; 0 picks a free port. */
  port: number;
  /** State lives in `<dataDir>/sign-in`. */
  dataDir: string;
  /** Issuer URL, such as `http://localhost:7011`. Default: that of the port. */
  publicUrl?: string;
  /** Hosts it answers to besides those of this machine, such as that of a forwarded port. */
  allowedHosts?: string[];
  /** Base URL of the portal's backend, the only place people are sent back to. */
  portalUrl: string;
  /** Secret that the portal presents as client `towpath`. */
  clientSecret: string;
  /** Folder of the organisation's YAML files, read again at each sign-in: an edited file shows at once. */
  orgDir: string;
  /** What tells somebody of those files from an earlier one of the name. Default: the name alone. */
  idOf?: (name: string) => string;
  /** Bearer token by which programs make people over SCIM at `/scim/v2`; without one there is no such address. */
  scimToken?: string;
  /** In a minute, by whomever. Default: 1,200. */
  scimRequestsAtMost?: number;
  log: Log;
}

/** A running identity provider. */
export interface RunningSignIn {
  issuer: string;
  /** Stops listening once what was begun is answered and written. */
  close(): Promise<void>;
}
