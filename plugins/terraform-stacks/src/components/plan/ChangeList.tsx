import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { StackResourceChange } from '@towpath/plugin-terraform-stacks-common';
import { Controls, FilterText, Part, Quiet, Stack } from '@towpath/ui';
import { useDeferredValue, useState } from 'react';
import { byAction, countChanges, isLoss } from '../../lib/planWords';
import { ChangeRow, keyOfChange } from './ChangeRow';
import { useOpen } from '../shared/useOpen';

/** From so many on one looks for a name rather than through the list. */
const MANY = 15;
/** So many of one action are shown before one asks for the rest. */
const AT_FIRST = 25;

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
});

/** What {@link ChangeList} needs. */
export interface ChangeListProps {
  /** Names the list: "Resources". */
  label: string;
  changes: StackResourceChange[];
  /** What happened to one, where that is not what a plan would say; the same for all of one action. */
  labelOf?: (change: StackResourceChange) => string;
}

/** What becomes of many resources: what is lost first, each with its attributes on demand. */
export function ChangeList({ label, changes, labelOf }: ChangeListProps) {
  const [text, setText] = useState('');
  const sought = useDeferredValue(text.trim().toLowerCase());
  const { open, toggle, setOpen } = useOpen();
  const all = changes.filter(({ action }) => action !== 'none');
  const found = all.filter(({ address }) =>
    address.toLowerCase().includes(sought),
  );
  const allOpen = found.every(change => open.has(keyOfChange(change)));
  if (all.length === 0) return null;
  return (
    <Stack>
      <Controls>
        {all.length >= MANY && (
          <FilterText
            label={`Filter ${label.toLowerCase()}`}
            value={text}
            onChange={setText}
          />
        )}
        <Button
          size="small"
          variant="outlined"
          onClick={() =>
            setOpen(allOpen ? new Set() : new Set(found.map(keyOfChange)))
          }
        >
          {allOpen ? 'Collapse all' : 'Expand all'}
        </Button>
        {sought && (
          <Quiet component="span" live>
            {found.length} of {all.length}
          </Quiet>
        )}
      </Controls>
      <Groups {...{ open, toggle, labelOf }} changes={found} />
    </Stack>
  );
}

type GroupsProps = Omit<ChangeListProps, 'label'> & {
  open: ReadonlySet<string>;
  toggle: (key: string) => void;
};

function Groups(props: GroupsProps) {
  const { changes, labelOf, open, toggle } = props;
  if (changes.length === 0) return <Quiet>No address has this in it.</Quiet>;
  return (
    <>
      {byAction(changes).map(({ action, changes: members }) => (
        <Part
          key={action}
          title={
            labelOf
              ? `${members.length} ${labelOf(members[0])}`
              : titleOf(members)
          }
        >
          <Members {...{ labelOf, open, toggle }} changes={members} />
        </Part>
      ))}
    </>
  );
}

/** All of what is lost; of the rest so many that the decision below stays near. */
function Members({ changes, labelOf, open, toggle }: GroupsProps) {
  const classes = useStyles();
  const [all, setAll] = useState(false);
  const isCut = !all && changes.length > AT_FIRST && !isLoss(changes[0]);
  return (
    <>
      <ul className={classes.list}>
        {(isCut ? changes.slice(0, AT_FIRST) : changes).map(change => (
          <ChangeRow
            key={keyOfChange(change)}
            change={change}
            isOpen={open.has(keyOfChange(change))}
            onToggle={toggle}
            label={labelOf?.(change)}
          />
        ))}
      </ul>
      {isCut && (
        <Button size="small" onClick={() => setAll(true)}>
          Show the other {changes.length - AT_FIRST}
        </Button>
      )}
    </>
  );
}

function titleOf(members: StackResourceChange[]): string {
  const isRead = members[0].action === 'read';
  return isRead ? `${members.length} to read` : countChanges(members);
}
