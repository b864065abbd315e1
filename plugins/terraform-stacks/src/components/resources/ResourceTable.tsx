import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  Controls,
  FilterText,
  Part,
  Quiet,
  SectionCard,
  Stack,
} from '@towpath/ui';
import { useDeferredValue, useMemo, useState } from 'react';
import { byModule, type StateResource } from '../../lib/stateResource';
import { useOpen } from '../shared/useOpen';
import { ResourceRow } from './ResourceRow';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
});

/** What a state holds, by module, each resource with its attributes on demand. */
export function ResourceTable({ resources }: { resources: StateResource[] }) {
  const [text, setText] = useState('');
  const sought = useDeferredValue(text.trim().toLowerCase());
  const { open, toggle, setOpen } = useOpen();
  const found = useMemo(
    () =>
      resources.filter(({ address }) => address.toLowerCase().includes(sought)),
    [resources, sought],
  );
  return (
    <SectionCard
      title="Resources"
      note={
        sought ? `${found.length} of ${resources.length}` : resources.length
      }
      padded
    >
      <Stack>
        <Controls filters="Resources">
          <FilterText
            label="Filter addresses"
            value={text}
            takesSlash
            onChange={setText}
          />
          {open.size > 0 && (
            <Button size="small" onClick={() => setOpen(new Set())}>
              Collapse all
            </Button>
          )}
        </Controls>
        <Modules resources={found} open={open} onToggle={toggle} />
      </Stack>
    </SectionCard>
  );
}

function Modules(props: {
  resources: StateResource[];
  open: ReadonlySet<string>;
  onToggle: (key: string) => void;
}) {
  const { resources, open, onToggle } = props;
  const classes = useStyles();
  const modules = useMemo(() => byModule(resources), [resources]);
  if (resources.length === 0) return <Quiet>No address has this in it.</Quiet>;
  return (
    <>
      {modules.map(({ module, resources: members }) => (
        <Part
          key={module}
          title={`${module || 'The module itself'} (${members.length})`}
        >
          <ul className={classes.list}>
            {members.map(resource => {
              const key = `${resource.address} ${resource.deposed ?? ''}`;
              return (
                <ResourceRow
                  key={key}
                  id={key}
                  resource={resource}
                  isOpen={open.has(key)}
                  onToggle={onToggle}
                />
              );
            })}
          </ul>
        </Part>
      ))}
    </>
  );
}
