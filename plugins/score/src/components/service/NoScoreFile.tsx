import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { Controls, CopyButton, EmptyState, monospace } from '@towpath/ui';
import { exampleFile } from '../../lib/exampleFile';
import { typesRouteRef } from '../../routes';

const useStyles = makeStyles(theme => ({
  example: {
    ...monospace(theme),
    color: theme.palette.text.primary,
    overflowX: 'auto',
  },
}));

/** What a Score file would bring, and one to begin with. */
export function NoScoreFile() {
  const classes = useStyles();
  const types = useRouteRef(typesRouteRef);
  const { entity } = useEntity();
  const example = exampleFile(entity.metadata.name);
  return (
    <EmptyState
      title="It has no score.yaml"
      why={
        <>
          A Score file says what the service needs, such as a database; the
          portal shows what it has of that in each environment, and provides it.
          Write one beside <code>catalog-info.yaml</code>:
          <pre className={classes.example}>{example}</pre>
        </>
      }
      action={
        <Controls>
          <CopyButton text={() => example} words="Copy the example" />
          <Link to={types()}>What it can ask for</Link>
        </Controls>
      }
    />
  );
}
