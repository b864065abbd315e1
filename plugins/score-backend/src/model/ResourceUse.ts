/** That a service uses what another one has in the environment. */
export interface ResourceUse {
  /** Id of the resource. */
  resource: string;
  /** Entity reference of who uses it. */
  service: string;
  environment: string;
  /** In the Score file of who uses it. */
  name: string;
  /** That began it. */
  run: string;
  since: Date;
}
