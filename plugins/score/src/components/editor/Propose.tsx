import Button from '@material-ui/core/Button';
import Link from '@material-ui/core/Link';
import type { ProposalRequest } from '@towpath/plugin-score-common';
import { Controls, ErrorState, isConflict, Notice, Quiet } from '@towpath/ui';
import { usePropose } from '../../queries/usePropose';

/** What {@link Propose} needs. */
export interface ProposeProps {
  request: ProposalRequest;
  isChanged: boolean;
  /** It was checked, and has no errors. */
  isValid: boolean;
  onLoadAnew?: () => void;
}

/** Opens a pull request with the text. However often it is pressed, one text has one. */
export function Propose(props: ProposeProps) {
  const { request, isChanged, isValid, onLoadAnew } = props;
  const propose = usePropose();
  const { data, error, isPending, variables } = propose;
  const isOfThis = variables?.score === request.score;
  return (
    <>
      <Controls>
        <Button
          variant="contained"
          color="primary"
          disabled={!isChanged || !isValid || isPending}
          onClick={() => propose.mutate(request)}
        >
          Open as pull request
        </Button>
        <Quiet component="span">{whatFor(isChanged, isValid)}</Quiet>
      </Controls>
      {data && isOfThis && (
        <Notice alert>
          <Link href={data.url} target="_blank" rel="noopener noreferrer">
            Pull request #{data.number}
          </Link>{' '}
          is open. What it would do is said there before it is merged.
        </Notice>
      )}
      {error && isOfThis && (
        <ErrorState
          title="No pull request was opened"
          error={error}
          action={
            isConflict(error) && (
              <Button variant="outlined" onClick={onLoadAnew}>
                Load the file anew
              </Button>
            )
          }
        />
      )}
    </>
  );
}

function whatFor(isChanged: boolean, isValid: boolean): string {
  if (!isChanged) return 'Change the text to propose it.';
  if (!isValid) return 'Mend the errors to propose it.';
  return 'Nothing is changed before somebody merges it.';
}
