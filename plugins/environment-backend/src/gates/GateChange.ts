/** Something that gates look at has changed: they may answer otherwise now. */
interface GateChange {
  /** Name; all environments when absent. */
  environment?: string;
  /** Entity reference; all services when absent. */
  service?: string;
}

/** Is told after the change is stored, so that what waits is woken and pages look again. */
export type OnGateChange = (change: GateChange) => Promise<void>;

/** Tells whoever wants to hear, one after the other. */
export class GateChanges {
  readonly #listeners: OnGateChange[] = [];

  listen(listener: OnGateChange): void {
    this.#listeners.push(listener);
  }

  readonly tell: OnGateChange = async change => {
    for (const listener of this.#listeners) await listener(change);
  };
}
