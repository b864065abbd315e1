import { makeStyles } from '@material-ui/core/styles';
import { monospace, Quiet } from '@towpath/ui';
import { memo } from 'react';
import { MASKED, valueWords } from '../../lib/shownValue';
import type { StateResource } from '../../lib/stateResource';
import { FoldRow } from '../shared/FoldRow';

const useStyles = makeStyles(theme => ({
  list: { margin: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(110px, 1fr) minmax(0, 3fr)',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(0.25, 0),
    fontSize: theme.typography.pxToRem(13),
  },
  path: { overflowWrap: 'anywhere' },
  value: {
    ...monospace(theme),
    margin: 0,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** What {@link ResourceRow} needs. */
export interface ResourceRowProps {
  id: string;
  resource: StateResource;
  isOpen: boolean;
  onToggle: (id: string) => void;
}

function DrawnRow({ id, resource, isOpen, onToggle }: ResourceRowProps) {
  const { address, module, mode, tainted, deposed } = resource;
  const notes = [
    tainted && 'Making it failed; the next plan makes it anew.',
    deposed && 'It is left over from an earlier replacement.',
  ].filter(Boolean);
  return (
    <FoldRow
      address={address.slice(module ? module.length + 1 : 0)}
      end={mode === 'data' ? 'only read' : undefined}
      note={notes.join(' ')}
      isOpen={isOpen}
      onToggle={() => onToggle(id)}
    >
      {() => <Attributes resource={resource} />}
    </FoldRow>
  );
}

/** One resource, and its attributes on demand. */
export const ResourceRow = memo(DrawnRow);

function Attributes({ resource }: { resource: StateResource }) {
  const classes = useStyles();
  const { attributes, dependsOn, provider } = resource;
  return (
    <>
      <dl className={classes.list}>
        {attributes.map(({ path, value, sensitive }) => (
          <div key={path} className={classes.row}>
            <dt className={classes.path}>{path}</dt>
            <dd className={classes.value}>
              {sensitive ? MASKED : valueWords(value ?? null)}
            </dd>
          </div>
        ))}
      </dl>
      <Quiet>of {provider}</Quiet>
      {dependsOn.length > 0 && <Quiet>needs {dependsOn.join(', ')}</Quiet>}
    </>
  );
}
