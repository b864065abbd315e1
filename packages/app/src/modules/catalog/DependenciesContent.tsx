import {
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import { makeStyles } from '@material-ui/core/styles';
import {
  EntityDependencyOfComponentsCard,
  EntityDependsOnComponentsCard,
  EntityDependsOnResourcesCard,
  EntityHasSubcomponentsCard,
} from '@backstage/plugin-catalog';
import {
  Direction,
  EntityCatalogGraphCard,
} from '@backstage/plugin-catalog-graph';
import { useEntity } from '@backstage/plugin-catalog-react';

// Who owns what, and which system it is part of, is on the overview.
const dependencies = [
  RELATION_DEPENDS_ON,
  RELATION_DEPENDENCY_OF,
  RELATION_PROVIDES_API,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_API_CONSUMED_BY,
];

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
    alignItems: 'start',
  },
  graph: { gridColumn: '1 / -1' },
}));

const ComponentCards = () => (
  <>
    <EntityDependsOnComponentsCard />
    <EntityDependsOnResourcesCard />
    <EntityHasSubcomponentsCard />
  </>
);

/** What an entity needs, what needs it, and both as a graph. */
export function DependenciesContent() {
  const classes = useStyles();
  const { entity } = useEntity();
  return (
    <div className={classes.root}>
      <div className={classes.graph}>
        <EntityCatalogGraphCard
          title="What it touches"
          direction={Direction.LEFT_RIGHT}
          maxDepth={2}
          relations={dependencies}
          height={440}
        />
      </div>
      {entity.kind === 'Component' && <ComponentCards />}
      {entity.kind === 'Resource' && <EntityDependencyOfComponentsCard />}
    </div>
  );
}
