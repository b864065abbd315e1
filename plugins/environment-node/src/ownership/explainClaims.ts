import { parseEntityRef, DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import type { ClaimedApplication } from './ClaimedApplication';
import type { Bid, Claim } from './claims';
import {
  ENVIRONMENT_LABEL,
  NAMESPACE_LABEL,
  SERVICE_LABEL,
} from './placeLabels';

/** `"shop-prod" (main/argocd)` */
export function nameOf({ name, namespace, instance }: ClaimedApplication) {
  return `"${name}" (${[instance, namespace].filter(Boolean).join('/')})`;
}

/** Nobody else claims it, and nothing confirms it. */
export function explainDoubt(bid: Bid, facts: ClaimedApplication): string {
  const why =
    bid.doubt ??
    `only ${bid.by} says so, and neither its labels, its project nor its Git source confirm it`;
  return `Whether ${nameOf(facts)} belongs to ${
    bid.service
  } is not confirmed: ${why}. Nothing is promoted or rolled back here until it is. ${
    bid.wayOut ?? remedy(bid)
  }`;
}

/** Another service has it. */
export function explainLoss(
  bid: Bid,
  holder: string,
  facts: ClaimedApplication,
): string {
  return `${nameOf(facts)} belongs to ${holder}. That ${
    bid.service
  } claims it, by ${
    bid.by
  }, grants nothing. Take the claim out of the entity, or, if it is right: ${remedy(
    bid,
  )}`;
}

/** Several claim it, and none of them has it. */
export function explainContest(
  bid: Bid,
  bids: Bid[],
  facts: ClaimedApplication,
): string {
  const claims = bids.map(({ service, by }) => `${service} (by ${by})`).sort();
  return `${nameOf(facts)} is claimed by ${claims.join(
    ' and ',
  )}. Nothing is promoted or rolled back here until it is settled. ${
    bid.wayOut ?? remedy(bid)
  }`;
}

/** The application's own label names a service that the catalog does not have. */
export function explainStranger(
  bid: Bid,
  label: string,
  facts: ClaimedApplication,
): Claim {
  const { service, environment, rank, by } = bid;
  return {
    service,
    environment,
    rank,
    standing: 'contested',
    problem: `${nameOf(
      facts,
    )} is labelled ${SERVICE_LABEL}: ${label}, which is not ${service} and not in the catalog. That ${service} claims it, by ${by}, grants nothing. Register what the label names, or change the label`,
  };
}

function remedy({ service, environment }: Bid): string {
  const { namespace, name } = parseEntityRef(service);
  const labels = [
    `${SERVICE_LABEL}: ${name}`,
    ...(namespace === DEFAULT_NAMESPACE
      ? []
      : [`${NAMESPACE_LABEL}: ${namespace}`]),
    `${ENVIRONMENT_LABEL}: ${environment}`,
  ];
  return `Label the application with ${labels.join(
    ' and ',
  )}, or name it in spec.argocd.applications of the environment ${environment}`;
}
