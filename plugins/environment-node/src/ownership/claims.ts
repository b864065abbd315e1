import type { ClaimedApplication } from './ClaimedApplication';
import { explainContest, explainDoubt, explainLoss } from './explainClaims';

/** That an application belongs to a service in an environment. */
export interface Claim {
  /** Entity reference. */
  service: string;
  /** Name. */
  environment: string;
  /** How it was found. The lowest number counts: see {@link ApplicationMatcher}. */
  rank: number;
  /**
   * `confirmed` by the platform's side or the application's Git source; `unconfirmed`, since an entity or a
   * name alone says so; `contested`, since another service has as good a claim or a better one.
   */
  standing: 'confirmed' | 'unconfirmed' | 'contested';
  /** Why it grants nothing, and what to do; absent when it is confirmed. */
  problem?: string;
}

/** What speaks for a claim, before it is held against others. */
export interface Bid {
  service: string;
  environment: string;
  rank: number;
  /** What says so, for people. */
  by: string;
  /** Who else says so: labels, a project or a mapping, or the Git source; nobody when absent. */
  proof?: 'platform' | 'source';
  /** Why it is not confirmed, when there is more to say than that nothing does. */
  doubt?: string;
  /** What to do about the doubt, when it is not to write a label of the service. */
  wayOut?: string;
}

/** The rank of what only the name of an application says. */
export const BY_NAME = 4;

/** The rank of what only the folder says that it reads, against a label. */
export const BY_FOLDER = 5;

/** Holds all bids for one application against each other: at most one service has it. */
export function settleClaims(bids: Bid[], facts: ClaimedApplication): Claim[] {
  const best = bestOfEach(bids);
  const holder = findHolder(best);
  const services = new Set(best.map(({ service }) => service));
  return best.map(bid => {
    const { service, environment, rank } = bid;
    const place = { service, environment, rank };
    if (holder === service && bid.proof) {
      return { ...place, standing: 'confirmed' };
    }
    if (holder === service || services.size === 1) {
      const problem = explainDoubt(bid, facts);
      return { ...place, standing: 'unconfirmed', problem };
    }
    const problem = holder
      ? explainLoss(bid, holder, facts)
      : explainContest(bid, best, facts);
    return { ...place, standing: 'contested', problem };
  });
}

/**
 * The one service whose bid is confirmed. That its Git source is the service's own says less than a label:
 * charts are shared. So it does not stand against the name of the application.
 */
function findHolder(bids: Bid[]): string | undefined {
  const confirmed = bids.filter(({ proof }) => proof);
  const holders = new Set(confirmed.map(({ service }) => service));
  if (holders.size !== 1) return undefined;
  const [holder] = holders;
  const own = confirmed.filter(({ service }) => service === holder);
  const isBySourceAlone = own.every(
    ({ proof, rank }) => proof === 'source' && rank !== BY_NAME,
  );
  const namesAnother = bids.some(
    ({ rank, service }) => rank === BY_NAME && service !== holder,
  );
  return isBySourceAlone && namesAnother ? undefined : holder;
}

/** Of each service in each environment: what is confirmed first, then the lowest rank. */
function bestOfEach(bids: Bid[]): Bid[] {
  const best = new Map<string, Bid>();
  const isBetter = (one: Bid, other: Bid) =>
    Boolean(one.proof) === Boolean(other.proof)
      ? one.rank < other.rank
      : Boolean(one.proof);
  for (const bid of bids) {
    const key = `${bid.service}@${bid.environment}`;
    const known = best.get(key);
    if (!known || isBetter(bid, known)) best.set(key, bid);
  }
  return [...best.values()];
}
