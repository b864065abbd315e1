import type { JsonObject } from '@backstage/types';

/** What the platform lets any module do, and what beyond that it lets certain ones do. Without it, a module has the built-in provider and files of its own. */
export interface TrustPolicy {
  /** Source addresses of providers, such as `hashicorp/aws` or `registry.example/acme/*`. */
  providers?: string[];
  /** Where modules may call others from, such as `https://git.example/platform/*` or `terraform-aws-modules/s3-bucket/aws`. */
  modules?: string[];
  allow?: Allowance[];
}

/** What can be allowed by a yes. */
export const ABILITIES = [
  'provisioners',
  'externalData',
  'remoteState',
  'backend',
  'files',
] as const;

/** What the platform lets modules from one place do beyond the rest. */
export interface Allowance {
  /** Where such modules come from: `platform:legacy-*`, `https://git.example/team/*`, `acme/network/aws`, `archive`. */
  module: string;
  /** Programs that a resource runs once it is made. */
  provisioners?: boolean;
  /** Programs that say what is so, key providers that are programs, and providers whose settings run one or read files of the machine. */
  externalData?: boolean;
  /** States of other stacks, read by their address. */
  remoteState?: boolean;
  /** Blocks `backend` and `cloud` of its own; the platform's is set above them all the same. */
  backend?: boolean;
  /** Files outside of its own folder. */
  files?: boolean;
  providers?: string[];
  modules?: string[];
}

/** What holds for one module. */
export interface Rules extends Required<Omit<Allowance, 'module'>> {
  /** Where it comes from, for what is said to people. */
  origin: string;
}

/** One file of a module. */
export interface ModuleFile {
  /** As people are told it: from the folder of the root module on. */
  name: string;
  text: string;
  body: JsonObject;
}

/** A reason not to run a module, or to warn of it. */
export interface Finding {
  file: string;
  /** Counts from 1; undefined where it cannot be found. */
  line?: () => number | undefined;
  rule: string;
  /** What is wrong and what to do, in one sentence or two. */
  words: string;
  warning?: true;
}
