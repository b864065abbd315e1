import type { CSSProperties } from 'react';
import type { ScoreService } from '@towpath/plugin-score-common';
import { Quiet, Strong, visuallyHidden } from '@towpath/ui';
import { makeStyles } from '@material-ui/core/styles';
import type { ResourceRow } from '../../lib/resourceMatrix';
import { BroughtBy } from '../shared/BroughtBy';
import { TypeName } from '../shared/TypeName';
import { PlanHere } from './PlanHere';
import { ResourceCell } from './ResourceCell';
import { useMatrixStyles } from './useMatrixStyles';

const useStyles = makeStyles({ hidden: visuallyHidden });

const widthFor = (environments: number) =>
  ({ '--least': `${150 * (environments + 1)}px` } as CSSProperties);

/** What {@link ResourceMatrix} needs. */
export interface ResourceMatrixProps {
  service: ScoreService;
  rows: ResourceRow[];
}

/** Resources against environments, and below each environment a way to plan there. */
export function ResourceMatrix({ service, rows }: ResourceMatrixProps) {
  const classes = useMatrixStyles();
  const { environments } = service;
  return (
    <div className={classes.scroll}>
      <table
        className={classes.table}
        style={widthFor(environments.length)}
        aria-label="Resources by environment"
      >
        <thead>
          <tr>
            <th scope="col">Resource</th>
            {environments.map(({ name, title }) => (
              <th key={name} scope="col">
                {title ?? name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <MatrixRow
              key={`${row.name} ${row.type} ${row.class}`}
              row={row}
              service={service}
            />
          ))}
          {rows.length === 0 && <NoRows columns={environments.length + 1} />}
          <PlanRow service={service} />
        </tbody>
      </table>
    </div>
  );
}

function MatrixRow({
  row,
  service,
}: {
  row: ResourceRow;
  service: ScoreService;
}) {
  return (
    <tr>
      <th scope="row">
        <Strong>{row.name}</Strong>
        <div>
          <TypeName of={row} />
        </div>
        <BroughtBy of={row} />
        {row.needs.length > 0 && (
          <Quiet>takes from {row.needs.join(', ')}</Quiet>
        )}
        {row.askedIn.size === 0 && <Quiet>no longer in the file</Quiet>}
      </th>
      {service.environments.map(({ name, title }) => (
        <td key={name} data-environment={title ?? name}>
          <ResourceCell
            service={service.service}
            resource={row.there.get(name)}
            isAsked={row.askedIn.has(name)}
            isAskedElsewhere={row.askedIn.size > 0}
          />
        </td>
      ))}
    </tr>
  );
}

function NoRows({ columns }: { columns: number }) {
  return (
    <tr>
      <td colSpan={columns}>
        <Quiet>The workload asks for no resources.</Quiet>
      </td>
    </tr>
  );
}

function PlanRow({ service }: { service: ScoreService }) {
  const { hidden } = useStyles();
  return (
    <tr>
      <th scope="row">
        <span className={hidden}>Plan</span>
      </th>
      {service.environments.map(environment => (
        <td key={environment.name}>
          <PlanHere service={service.service} environment={environment} />
        </td>
      ))}
    </tr>
  );
}
