import Button from '@material-ui/core/Button';
import { CopyButton, explainError, Quiet } from '@towpath/ui';
import { useSecret } from '../../queries/useSecret';

/** What {@link Secret} needs. */
export interface SecretProps {
  /** Id of the resource. */
  resource: string;
  output: string;
  className: string;
}

/** A secret output: masked until it is asked for, and again when it was seen. */
export function Secret({ resource, output, className }: SecretProps) {
  const { mutate, data, error, isPending, reset } = useSecret(resource, output);
  if (data) {
    return (
      <>
        <span className={className}>{data.value}</span>{' '}
        <CopyButton text={() => data.value} />
        <Button size="small" onClick={reset}>
          Hide
        </Button>
      </>
    );
  }
  return (
    <>
      <span className={className} aria-hidden>
        ••••••••
      </span>{' '}
      <Button
        size="small"
        title="Who reveals it is written down"
        aria-label={`Reveal ${output}`}
        disabled={isPending}
        onClick={() => mutate()}
      >
        Reveal
      </Button>
      {error && (
        <Quiet live>It stays hidden: {explainError(error).reason}</Quiet>
      )}
    </>
  );
}
