/** The parts of the OSV format that are read here: https://ossf.github.io/osv-schema */
export interface Advisory {
  id: string;
  modified?: string;
  withdrawn?: string;
  aliases?: string[];
  summary?: string;
  affected?: Affected[];
  database_specific?: { severity?: string };
}

export interface Affected {
  package?: { ecosystem?: string; name?: string };
  ranges?: AffectedRange[];
  versions?: string[];
}

export interface AffectedRange {
  type: string;
  /** Each with one of `introduced`, `fixed`, `last_affected`, `limit`. */
  events?: Record<string, string>[];
}
