import type { AuthService } from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { SCORE_RUNS } from '@towpath/plugin-score-common';
import type { RunDescription } from '@towpath/runs';
import { defineRunKind, done, fail, type Run } from '@towpath/workflow';

/** What was asked for. */
export interface Input {
  /** Entity reference of what is looked at. */
  entity: string;
  reason: string;
}

/** What the steps found. */
interface State {
  findings?: string[];
}

/** The work, step by step. A step may be run again at any point: it looks for its own effect before it acts. */
export function defineScoreKind(services: {
  catalog: CatalogService;
  auth: AuthService;
}) {
  const { catalog, auth } = services;
  return defineRunKind<Input, State>({
    kind: SCORE_RUNS,
    steps: [
      {
        name: 'look',
        async run({ input, log }) {
          const credentials = await auth.getOwnServiceCredentials();
          const entity = await catalog.getEntityByRef(input.entity, {
            credentials,
          });
          if (!entity) return fail(`${input.entity} is not in the catalog`);
          const findings = findingsOf(entity);
          log.info(`Found ${findings.length} things to mend`);
          return done({ findings });
        },
      },
    ],
  });
}

/** A run in words, and what its page shows of it. */
export function present({ input, state }: Run<Input, State>): RunDescription {
  return {
    title: `Look at ${input.entity}`,
    reason: input.reason,
    steps: { look: 'Look at the entity' },
    approvals: { owner: 'Approval by the owner' },
    details: state,
  };
}

/** Entity reference of who owns it; undefined where nobody does. */
export function ownerOf({ relations = [] }: Entity): string | undefined {
  return relations.find(({ type }) => type === RELATION_OWNED_BY)?.targetRef;
}

function findingsOf(entity: Entity): string[] {
  return [
    ...(entity.metadata.description ? [] : ['It has no description']),
    ...(ownerOf(entity) ? [] : ['Nobody owns it']),
  ];
}
