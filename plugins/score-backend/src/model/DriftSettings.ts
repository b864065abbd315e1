/** How what was provided is looked at. */
export interface DriftSettings {
  /** How long after a look the next one is due, about. */
  everyMs: number;
  /** How many looks of one driver are under way at a time, in one process. */
  parallel: number;
}
