import type { JsonObject } from '@backstage/types';

/** Where the state lives. Credentials go into `env`: what is in `config` stands in plan files in clear. */
export interface Backend {
  type: string;
  config: JsonObject;
  /** All of it counts as secrets. */
  env?: Record<string, string>;
  /** What anybody may see, such as an address that is another one tomorrow. */
  plainEnv?: Record<string, string>;
  /** More secrets of the environment, for the commands of one run alone. */
  envOf?(run: string): Record<string, string>;
  /** The state without Terraform; undefined when there is none. Absent where Terraform alone can read it. */
  readState?(): Promise<string | undefined>;
  /**
   * Told that no command of a run goes on, by whatever end. Answers whether one had left the state locked, which it
   * is no more.
   */
  freeLock?(run: string): Promise<boolean>;
}
