import {
  resolveApprovers,
  UnknownApprover,
  type ApprovalPlace,
} from './resolveApprovers';

/** Whom a rule asks, as it is written. */
export interface AskedApprovers {
  by: string | string[];
  /** How many different people; 1 when left out. */
  count?: number;
  /** Who asked may not approve; false when left out. */
  fourEyes?: boolean;
}

/** Who has to agree. */
export interface FoundApproval {
  /** Entity references, each once, in order. */
  groups: string[];
  count: number;
  fourEyes: boolean;
}

const USUAL: AskedApprovers = { by: 'owner-leads' };

/**
 * Who has to agree where a rule asks, or why nobody could: such a rule denies.
 *
 * @param asked - `owner-leads` when left out.
 * @throws what the directory answers with when it cannot be asked
 */
export async function findApproval(
  { by, count = 1, fourEyes = false }: AskedApprovers = USUAL,
  place: ApprovalPlace,
): Promise<{ found: FoundApproval } | { whyNobody: string }> {
  try {
    const resolved = await resolveApprovers([by].flat(), place);
    const groups = [...new Set(resolved.map(({ ref }) => ref))].sort();
    return { found: { groups, count, fourEyes } };
  } catch (error) {
    if (!(error instanceof UnknownApprover)) throw error;
    return { whyNobody: error.message };
  }
}
