import type {
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';
import { Answer, both, isNotFound } from '@towpath/ui';
import type { ReactNode } from 'react';
import { useEnvironmentList, useService } from '../../queries/useDeployments';
import { NotDeployed } from './NotDeployed';

/** What {@link WithDeployments} needs. */
export interface WithDeploymentsProps {
  /** Entity reference. */
  service: string;
  /** How many lines to hold while it is asked for. */
  rows: number;
  children: (
    service: Service,
    environments: EnvironmentSummary[],
  ) => JSX.Element;
}

/** What is drawn of a service where something of it runs, or why it cannot be. */
export function WithDeployments(props: WithDeploymentsProps): ReactNode {
  const service = useService(props.service);
  const environments = useEnvironmentList();
  if (isNotFound(service.error)) return <NotDeployed />;
  return (
    <Answer
      asked={both(service, environments)}
      failure="What runs where cannot be shown"
      rows={props.rows}
    >
      {([known, places]) =>
        known.deployments.every(({ state }) => state === 'absent') ? (
          <NotDeployed />
        ) : (
          props.children(known, places)
        )
      }
    </Answer>
  );
}
