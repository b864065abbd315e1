import {
  DependencyGraph,
  DependencyGraphTypes,
} from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { Controls, Quiet, SectionCard } from '@towpath/ui';
import { useMemo, useState } from 'react';
import { openAtFirst, stateGraph, type StateNode } from '../../lib/stateGraph';
import type { StateResource } from '../../lib/stateResource';
import { StateNodeBox, HEIGHT, WIDTH } from './StateNodeBox';

const useStyles = makeStyles(theme => ({
  controls: { padding: theme.spacing(0, 2, 1) },
  // It is drawn as large as it is, and scrolled where there is less room.
  scroll: {
    overflow: 'auto',
    // While it is laid out.
    minHeight: 120,
    maxHeight: '70vh',
    borderTop: `1px solid ${theme.palette.divider}`,
  },
}));

/** What depends on what; modules and resources of one name are one box until they are opened. */
export function StateGraph({ resources }: { resources: StateResource[] }) {
  const classes = useStyles();
  const [open, setOpen] = useState(() => openAtFirst(resources));
  const { nodes, edges } = useMemo(
    () => stateGraph(resources, open),
    [resources, open],
  );
  const first = openAtFirst(resources);
  const isAsFirst =
    open.size === first.size && [...open].every(key => first.has(key));
  return (
    <SectionCard
      title="What depends on what"
      note={
        nodes.length < resources.length
          ? `${resources.length} resources in ${nodes.length} boxes`
          : undefined
      }
    >
      <div className={classes.controls}>
        <Controls>
          <Quiet component="span">
            An arrow leads to what is needed. A box with a number opens.
          </Quiet>
          {!isAsFirst && (
            <Button size="small" onClick={() => setOpen(first)}>
              Close them again
            </Button>
          )}
        </Controls>
      </div>
      <div
        className={classes.scroll}
        role="group"
        aria-label="What depends on what"
      >
        <Drawing
          nodes={nodes}
          edges={edges}
          onOpen={key => setOpen(now => new Set(now).add(key))}
        />
      </div>
    </SectionCard>
  );
}

function Drawing(
  props: ReturnType<typeof stateGraph> & { onOpen: (key: string) => void },
) {
  const { nodes, edges, onOpen } = props;
  return (
    <DependencyGraph
      nodes={nodes}
      edges={edges}
      direction={DependencyGraphTypes.Direction.LEFT_RIGHT}
      renderNode={({ node }: { node: StateNode }) => (
        <foreignObject width={WIDTH} height={HEIGHT}>
          <StateNodeBox node={node} onOpen={onOpen} />
        </foreignObject>
      )}
      zoom="disabled"
      allowFullscreen={false}
      showArrowHeads
      curve="curveMonotoneX"
      nodeMargin={12}
      rankMargin={64}
      paddingX={16}
      paddingY={16}
    />
  );
}
