/** One thing that does not hold, and the way out. */
export interface Finding {
  /** The package with its version, or the row of the rules. */
  what: string;
  /** As the rest of a sentence that begins with it. */
  problem: string;
  /** As an imperative. */
  remedy: string;
}
