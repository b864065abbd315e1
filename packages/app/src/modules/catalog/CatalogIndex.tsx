import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { usePermission } from '@backstage/plugin-permission-react';
import { catalogLocationCreatePermission } from '@backstage/plugin-catalog-common/alpha';
import {
  CatalogTable,
  type CatalogTableColumnsFunc,
} from '@backstage/plugin-catalog';
import {
  CatalogFilterLayout,
  EntityListProvider,
} from '@backstage/plugin-catalog-react';
import { EmptyState } from '@towpath/ui';

const PAGE_SIZE = 20;

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(3),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2, 1) },
  },
}));

// Tags make every row three lines high; they are a filter and on the entity's page.
const columns: CatalogTableColumnsFunc = context =>
  CatalogTable.defaultColumnsFunc(context)
    .filter(({ field }) => field !== 'entity.metadata.tags')
    .map(column =>
      column.field === 'entity.metadata.description'
        ? { ...column, width: '30%' }
        : column,
    );

const Nothing = () => {
  const { allowed } = usePermission({
    permission: catalogLocationCreatePermission,
  });
  return (
    <EmptyState
      title="Nothing matches these filters"
      why="Take a filter away to see more. What is missing altogether comes into the catalog by the catalog-info.yaml in its repository."
      action={
        allowed && <Link to="/catalog-import">Register a repository</Link>
      }
    />
  );
};

/**
 * What the company has, one kind at a time, as a table.
 *
 * @param props - `filters` are those that plugins and configuration bring.
 */
export function CatalogIndex({ filters }: { filters: ReactNode }) {
  const classes = useStyles();
  return (
    <main className={classes.root}>
      <EntityListProvider pagination={{ mode: 'offset', limit: PAGE_SIZE }}>
        <CatalogFilterLayout>
          <CatalogFilterLayout.Filters>{filters}</CatalogFilterLayout.Filters>
          <CatalogFilterLayout.Content>
            <CatalogTable
              columns={columns}
              tableOptions={{ padding: 'dense' }}
              emptyContent={<Nothing />}
            />
          </CatalogFilterLayout.Content>
        </CatalogFilterLayout>
      </EntityListProvider>
    </main>
  );
}
