import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useStillLoading } from '@towpath/home-react';
import { explainError, Waiting } from '@towpath/ui';
import { useDeploymentsOf } from '../../queries/useDeploymentsOf';
import { useLiveUpdates } from '../../queries/useLiveUpdates';
import type { CSSProperties } from 'react';
import { ServiceRow } from './ServiceRow';
import { useServiceBoardStyles } from './useServiceBoardStyles';

/**
 * Services against environments. When it is not known what runs where, the services and their
 * links stay, and a line says why.
 */
export function ServiceBoard({ services }: { services: Entity[] }) {
  const classes = useServiceBoardStyles();
  const refs = services.map(service => stringifyEntityRef(service));
  const deployments = useDeploymentsOf(refs);
  useLiveUpdates();
  useStillLoading(deployments.isPending);
  if (deployments.isPending) return <Waiting rows={services.length} />;
  const { environments = [], services: known } = deployments.data ?? {};
  return (
    <div className={classes.scroll}>
      <table
        className={classes.table}
        style={{ '--environments': environments.length } as CSSProperties}
      >
        <thead>
          <tr>
            <th scope="col">Name</th>
            {environments.map(({ ref, name, title }) => (
              <th scope="col" key={ref}>
                {title ?? name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {services.map((service, index) => (
            <ServiceRow
              key={refs[index]}
              service={service}
              environments={environments}
              deployed={known?.get(refs[index])}
            />
          ))}
        </tbody>
      </table>
      {!deployments.data && (
        <p className={classes.unknown}>
          What runs where is not known: {explainError(deployments.error).reason}
        </p>
      )}
    </div>
  );
}
