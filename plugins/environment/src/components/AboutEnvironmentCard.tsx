import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { Link, MarkdownContent } from '@backstage/core-components';
import {
  EntityRefLinks,
  getEntityRelations,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  EnvironmentEntityV1alpha1,
  RELATION_PROMOTES_FROM,
  RELATION_PROMOTES_TO,
} from '@towpath/plugin-environment-common';
import { SectionCard } from '@towpath/ui';
import type { ReactNode } from 'react';
import { DefinitionLink, definitionUrlOf } from './DefinitionLink';
import { TierChip } from './TierChip';

const useStyles = makeStyles(theme => ({
  body: { padding: theme.spacing(0, 2, 2) },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(1, 2),
    margin: 0,
    fontSize: theme.typography.body2.fontSize,
  },
  term: { color: theme.palette.text.secondary },
  detail: { margin: 0, overflowWrap: 'anywhere' },
  links: { margin: 0, padding: 0, listStyle: 'none' },
}));

/** What the environment of this page is, and who answers for it. */
export function AboutEnvironmentCard() {
  const { entity } = useEntity<EnvironmentEntityV1alpha1>();
  const classes = useStyles();
  const { description, links = [] } = entity.metadata;
  return (
    <SectionCard
      title="About this environment"
      action={
        definitionUrlOf(entity) && (
          <DefinitionLink entity={entity}>Definition</DefinitionLink>
        )
      }
    >
      <div className={classes.body}>
        {description && <MarkdownContent content={description} />}
        <dl className={classes.facts}>
          <Fact term="Owner">
            <Related entity={entity} type={RELATION_OWNED_BY} kind="group">
              {entity.spec.owner}
            </Related>
          </Fact>
          <Fact term="Tier">
            <TierChip tier={entity.spec.tier} />
          </Fact>
          <Fact term="Type">{entity.spec.type}</Fact>
          <Fact term="Promotes from">
            <Related entity={entity} type={RELATION_PROMOTES_FROM}>
              {entity.spec.promotesFrom ?? 'nothing, it is the first'}
            </Related>
          </Fact>
          <Fact term="Promotes to">
            <Related entity={entity} type={RELATION_PROMOTES_TO}>
              nothing, it is the last
            </Related>
          </Fact>
          {links.length > 0 && (
            <Fact term="Links">
              <ul className={classes.links}>
                {links.map(({ url, title }) => (
                  <li key={url}>
                    <Link to={url}>{title ?? url}</Link>
                  </li>
                ))}
              </ul>
            </Fact>
          )}
        </dl>
      </div>
    </SectionCard>
  );
}

function Fact(props: { term: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <>
      <dt className={classes.term}>{props.term}</dt>
      <dd className={classes.detail}>{props.children}</dd>
    </>
  );
}

/** Links to the entities of one relation, or the children when it has none. */
function Related(props: {
  entity: EnvironmentEntityV1alpha1;
  type: string;
  kind?: string;
  children: ReactNode;
}) {
  const { entity, type, kind = 'environment', children } = props;
  const refs = getEntityRelations(entity, type);
  return refs.length > 0 ? (
    <EntityRefLinks entityRefs={refs} defaultKind={kind} hideIcons />
  ) : (
    <>{children}</>
  );
}
