import { Link } from '@backstage/core-components';
import { EntityRefLink, EntityRefLinks } from '@backstage/plugin-catalog-react';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { Notice, Quiet, Row, Rows, SectionCard, Stack } from '@towpath/ui';
import { mayBegin, type Held } from './heldOf';

/** Why a task has not begun, who is asked, and where they decide. */
export function HeldCard({ held, task }: { held: Held; task: ScaffolderTask }) {
  const { run, status, differences, needsRequester, waitsFor } = held;
  const groups = [...new Set(differences.flatMap(one => one.groups ?? []))];
  const waits = mayBegin(held);
  return (
    <SectionCard
      title={waits ? 'Held before its first step' : 'It never began'}
    >
      <Rows label="Why it is held" empty="Nothing objects by now.">
        {differences.map(one => (
          <Row key={`${one.policy}/${one.rule}`}>
            <Stack>
              <span>{one.message}</span>
              {one.field && (
                <Quiet>
                  {one.field}: {one.value ?? 'nothing'}
                  {one.instead && `; golden path: ${one.instead}`}
                </Quiet>
              )}
            </Stack>
          </Row>
        ))}
        <Row>
          <Stack>
            {status === 'awaiting-approval' && (
              <span>
                It waits for an approval by{' '}
                <EntityRefLinks entityRefs={groups} defaultKind="group" />, and
                goes on as{' '}
                <EntityRefLink
                  entityRef={task.spec.user?.ref ?? ''}
                  defaultKind="user"
                  hideIcon
                />
                .
              </span>
            )}
            {status !== 'awaiting-approval' && waits && !needsRequester && (
              <span>It waits for {waitsFor}.</span>
            )}
            {needsRequester && waits && (
              <Notice>
                It is approved. Your sign-in has ended since you asked, so it
                goes on when you say so, where it was decided.
              </Notice>
            )}
            {!waits && <span>{waitsFor}</span>}
            <Link to={`/runs/${run}`}>
              {waits
                ? 'See how it is decided'
                : 'See why, change it and ask again'}
            </Link>
          </Stack>
        </Row>
      </Rows>
    </SectionCard>
  );
}
