import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogLocationCreatePermission } from '@backstage/plugin-catalog-common/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { DEFAULT_NAMESPACE, type Entity } from '@backstage/catalog-model';
import { useQuery } from '@tanstack/react-query';
import {
  ErrorState,
  Line,
  Quiet,
  Row,
  Rows,
  SectionCard,
  Strong,
  Waiting,
} from '@towpath/ui';
import { nameOf, useMe, useStillLoading } from '@towpath/home-react';
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

const StartRow = (props: { to: string; name: string; what?: string }) => (
  <Row dense>
    <Line>
      <Strong>
        <Link to={props.to}>{props.name}</Link>
      </Strong>
      <Quiet component="span">{props.what}</Quiet>
    </Line>
  </Row>
);

/**
 * What the person may begin: the templates that suit them best, and bringing in
 * a repository that exists. Absent for someone who may do neither.
 */
export function StartSection() {
  const me = useMe();
  const create = usePermission({ permission: taskCreatePermission });
  const register = usePermission({
    permission: catalogLocationCreatePermission,
  });
  const templates = useTemplates(create.allowed);
  const nothingToRun = templates.data?.length === 0 || !create.allowed;
  const settled =
    !me.isPending &&
    !create.loading &&
    !register.loading &&
    !templates.isLoading;
  useStillLoading(!settled);
  if (settled && nothingToRun && !register.allowed && !templates.isError) {
    return null;
  }
  const ranked = rankTemplates(
    templates.data ?? [],
    me.data?.ownershipRefs ?? [],
  );
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
      <Rows label="Start something">
        {ranked.slice(0, SHOWN).map(template => (
          <StartRow
            key={templatePath(template)}
            to={templatePath(template)}
            name={nameOf(template)}
            what={template.metadata.description}
          />
        ))}
        {register.allowed && (
          <StartRow
            to="/catalog-import"
            name="Register an existing repository"
            what="Adds what its catalog-info.yaml describes to the catalog."
          />
        )}
      </Rows>
    </SectionCard>
  );
}
