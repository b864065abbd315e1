/** Something that gates look at has changed: they may answer otherwise now. */
export interface GateChange {
  /** Name; all environments when absent. */
  environment?: string;
  /** Entity reference; all services when absent. */
  service?: string;
}

/** Is told after the change is stored, so that what waits is woken and pages look again. */
export type OnGateChange = (change: GateChange) => Promise<void>;
