import { makeStyles } from '@material-ui/core/styles';
import { StateChip } from '@towpath/ui';
import { serviceName } from '@towpath/plugin-environment-common';
import type { GraphNode } from '../../lib/resourceGraph';
import { ResourceState } from '../shared/ResourceState';

/** As wide as a box is drawn, in pixels. */
export const WIDTH = 264;
const HEAD = 56;
const LINE = 24;

/** As high as the box of a node is drawn, in pixels. */
export function heightOf({ of, other, places }: GraphNode): number {
  return (of || other ? HEAD : HEAD - 16) + places.length * LINE + 8;
}

const useStyles = makeStyles(theme => ({
  box: {
    boxSizing: 'border-box',
    height: '100%',
    overflow: 'hidden',
    padding: theme.spacing(1, 1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    background: theme.palette.background.paper,
    color: theme.palette.text.primary,
    fontSize: theme.typography.pxToRem(13),
  },
  workload: { borderColor: theme.palette.primary.main, borderWidth: 2 },
  gone: { borderStyle: 'dashed' },
  title: {
    fontWeight: 600,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  quiet: {
    color: theme.palette.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  place: {
    display: 'grid',
    gridTemplateColumns: '92px minmax(0, 1fr)',
    height: LINE,
    alignItems: 'baseline',
    overflow: 'hidden',
  },
}));

/** A workload or a resource, and a line for each environment with how it is there. */
export function GraphNodeBox({ node }: { node: GraphNode }) {
  const classes = useStyles();
  const { title, of, other, isAsked, places } = node;
  const look = of || other ? '' : classes.workload;
  return (
    <div className={`${classes.box} ${look} ${isAsked ? '' : classes.gone}`}>
      <div className={classes.title} title={title}>
        {title}
      </div>
      {of && (
        <div className={classes.quiet}>
          {of.class === 'default' ? of.type : `${of.type}, ${of.class}`}
          {!isAsked && ', no longer in the file'}
          {other && `, of ${serviceName(other)}`}
        </div>
      )}
      {other && !of && <div className={classes.quiet}>uses it as well</div>}
      {places.map(({ environment, resource }) => (
        <div key={environment} className={classes.place}>
          <span className={classes.quiet}>{environment}</span>
          {resource ? (
            <ResourceState resource={resource} brief />
          ) : (
            <StateChip
              state="not-yet"
              label={isAsked ? undefined : 'not here'}
            />
          )}
        </div>
      ))}
    </div>
  );
}
