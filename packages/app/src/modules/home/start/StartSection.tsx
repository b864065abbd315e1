import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogLocationCreatePermission } from '@backstage/plugin-catalog-common/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { DEFAULT_NAMESPACE, type Entity } from '@backstage/catalog-model';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, SectionCard, Waiting } from '@towpath/ui';
import { nameOf, type Me } from '../me/useMe';
import { useRowStyles } from '../rowStyles';
import { rankTemplates } from './rankTemplates';

const SHOWN = 5;

const useTemplates = (enabled: boolean) => {
  const catalogApi = useApi(catalogApiRef);
  return useQuery<Entity[], Error>({
    queryKey: ['home', 'templates'],
    enabled,
    queryFn: async () => {
      const { items } = await catalogApi.getEntities({
        filter: { kind: 'template' },
        fields: ['kind', 'metadata', 'relations'],
      });
      return items;
    },
  });
};

const templatePath = ({ metadata }: Entity): string =>
  `/create/templates/${metadata.namespace ?? DEFAULT_NAMESPACE}/${
    metadata.name
  }`;

const TemplateRow = ({ template }: { template: Entity }) => {
  const rows = useRowStyles();
  return (
    <li className={rows.row}>
      <Link to={templatePath(template)} className={rows.name}>
        {nameOf(template)}
      </Link>
      <span className={rows.quiet}>{template.metadata.description}</span>
    </li>
  );
};

const RegisterRow = () => {
  const rows = useRowStyles();
  return (
    <li className={rows.row}>
      <Link to="/catalog-import" className={rows.name}>
        Register an existing repository
      </Link>
      <span className={rows.quiet}>
        Adds what its catalog-info.yaml describes to the catalog.
      </span>
    </li>
  );
};

/**
 * What the person may begin: the templates that suit them best, and bringing in
 * a repository that exists. Absent for someone who may do neither.
 */
export function StartSection({ me }: { me: Me }) {
  const rows = useRowStyles();
  const create = usePermission({ permission: taskCreatePermission });
  const register = usePermission({
    permission: catalogLocationCreatePermission,
  });
  const templates = useTemplates(create.allowed);
  const nothingToRun = templates.data?.length === 0 || !create.allowed;
  const settled = !create.loading && !register.loading && !templates.isLoading;
  if (settled && nothingToRun && !register.allowed && !templates.isError) {
    return null;
  }
  const ranked = rankTemplates(templates.data ?? [], me.ownershipRefs);
  return (
    <SectionCard
      title="Start something"
      action={ranked.length > SHOWN && <Link to="/create">All</Link>}
    >
      {!settled && <Waiting rows={2} />}
      {templates.isError && (
        <ErrorState
          title="The templates could not be read"
          error={templates.error}
          onRetry={() => templates.refetch()}
        />
      )}
      <ul className={rows.list}>
        {ranked.slice(0, SHOWN).map(template => (
          <TemplateRow key={templatePath(template)} template={template} />
        ))}
        {register.allowed && <RegisterRow />}
      </ul>
    </SectionCard>
  );
}
