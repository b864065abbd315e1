import {
  DependencyGraph,
  DependencyGraphTypes,
} from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { Controls, Quiet, SectionCard, useFocusLater } from '@towpath/ui';
import { useCallback, useMemo, useState } from 'react';
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
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
}));

/** What depends on what; modules and resources of one name are one box until they are opened. */
export function StateGraph({ resources }: { resources: StateResource[] }) {
  const classes = useStyles();
  const first = useMemo(() => openAtFirst(resources), [resources]);
  const [open, setOpen] = useState(first);
  const { nodes, edges } = useMemo(
    () => stateGraph(resources, open),
    [resources, open],
  );
  // The box that was pressed is gone by then, and so is the button.
  const { ref, focus } = useFocusLater<HTMLDivElement>();
  const show = useCallback(
    (key: string) => {
      setOpen(now => new Set(now).add(key));
      focus();
    },
    [focus],
  );
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
            <Button
              size="small"
              onClick={() => {
                setOpen(first);
                focus();
              }}
            >
              Close them again
            </Button>
          )}
        </Controls>
      </div>
      <div
        ref={ref}
        className={classes.scroll}
        role="group"
        aria-label="What depends on what"
        // With the keyboard it is scrolled here, and gone on from.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <Drawing nodes={nodes} edges={edges} onOpen={show} />
      </div>
    </SectionCard>
  );
}

function Drawing(
  props: ReturnType<typeof stateGraph> & { onOpen: (key: string) => void },
) {
  const { nodes, edges, onOpen } = props;
  const renderNode = useCallback(
    ({ node }: { node: StateNode }) => (
      <foreignObject width={WIDTH} height={HEIGHT}>
        <StateNodeBox node={node} onOpen={onOpen} />
      </foreignObject>
    ),
    [onOpen],
  );
  return (
    <DependencyGraph
      nodes={nodes}
      edges={edges}
      direction={DependencyGraphTypes.Direction.LEFT_RIGHT}
      renderNode={renderNode}
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
