import Button from '@material-ui/core/Button';
import { Person } from '@towpath/plugin-runs-react';
import type { StateCredential } from '@towpath/plugin-terraform-stacks-common';
import {
  Answer,
  ErrorState,
  Line,
  Moment,
  Quiet,
  RelativeTime,
  Row,
  Rows,
  SectionCard,
  Strong,
} from '@towpath/ui';
import { useCredentials } from '../../queries/useStackParts';
import { useStackWork } from '../../queries/useStackWork';

/** Credentials for the state that have not ended, and the way to end each. */
export function CredentialList({ stack }: { stack: string }) {
  const asked = useCredentials(stack);
  return (
    <SectionCard title="Personal credentials">
      <Answer asked={asked} failure="They cannot be listed" rows={2}>
        {credentials => (
          <Rows label="Personal credentials" empty="There is none.">
            {credentials.map(credential => (
              <CredentialRow
                key={credential.id}
                stack={stack}
                credential={credential}
              />
            ))}
          </Rows>
        )}
      </Answer>
    </SectionCard>
  );
}

function CredentialRow(props: { stack: string; credential: StateCredential }) {
  const { stack, credential } = props;
  const { id, person, readOnly, createdAt, expiresAt, lastUsedAt } = credential;
  const end = useStackWork(api => api.endCredential(stack, id));
  return (
    <Row>
      <Line
        end={
          <Button
            size="small"
            variant="outlined"
            disabled={end.isPending}
            onClick={() => end.mutate(undefined)}
          >
            End it
          </Button>
        }
      >
        <Strong>
          <Person by={person} />
        </Strong>
        <Quiet component="span">
          {readOnly ? 'to read' : 'to read and write'}, until{' '}
          <Moment at={expiresAt} />
        </Quiet>
      </Line>
      <Quiet>
        made <RelativeTime at={createdAt} />,{' '}
        {lastUsedAt ? (
          <>
            used last <RelativeTime at={lastUsedAt} />
          </>
        ) : (
          'never used'
        )}
      </Quiet>
      {end.error && <ErrorState title="It has not ended" error={end.error} />}
    </Row>
  );
}
