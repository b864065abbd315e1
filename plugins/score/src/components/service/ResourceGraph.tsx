import {
  DependencyGraph,
  DependencyGraphTypes,
} from '@backstage/core-components';
import type { ScoreService } from '@towpath/plugin-score-common';
import { useMemo } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import type { ResourceRow } from '../../lib/resourceMatrix';
import { resourceGraph, type GraphNode } from '../../lib/resourceGraph';
import { GraphNodeBox, heightOf, WIDTH } from './GraphNodeBox';

const useStyles = makeStyles({
  // It is drawn as large as it is, and scrolled where there is less room.
  scroll: { overflowX: 'auto' },
});

/** What {@link ResourceGraph} needs. */
export interface ResourceGraphProps {
  service: ScoreService;
  rows: ResourceRow[];
}

/** The workload and its resources, each with how it is in each environment. */
export function ResourceGraph({ service, rows }: ResourceGraphProps) {
  const classes = useStyles();
  const { service: ref, environments } = service;
  const { nodes, edges } = useMemo(
    () => resourceGraph(ref, rows, environments),
    [ref, rows, environments],
  );
  return (
    <div
      className={classes.scroll}
      role="group"
      aria-label="Resources as a graph"
      // With the keyboard it is scrolled here.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <DependencyGraph
        nodes={nodes}
        edges={edges}
        direction={DependencyGraphTypes.Direction.LEFT_RIGHT}
        renderNode={renderNode}
        zoom="disabled"
        allowFullscreen={false}
        showArrowHeads
        curve="curveMonotoneX"
        nodeMargin={16}
        rankMargin={72}
        paddingX={16}
        paddingY={16}
      />
    </div>
  );
}

function renderNode({ node }: { node: GraphNode }) {
  return (
    <foreignObject width={WIDTH} height={heightOf(node)}>
      <GraphNodeBox node={node} />
    </foreignObject>
  );
}
