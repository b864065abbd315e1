import type { SignInPageProps } from '@backstage/plugin-app-react';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { LogoFull } from '../brand';
import { readProviders, type Provider } from './providers';
import { useSignIn } from './useSignIn';

const useStyles = makeStyles(theme => ({
  page: {
    minHeight: '100vh',
    display: 'grid',
    placeItems: 'center',
    padding: theme.spacing(2),
    backgroundColor: theme.palette.background.default,
    color: theme.palette.text.primary,
  },
  card: {
    width: '100%',
    maxWidth: 400,
    padding: theme.spacing(4),
    display: 'grid',
    gap: theme.spacing(2),
  },
  problem: {
    padding: theme.spacing(1, 1.5),
    borderLeft: `3px solid ${theme.palette.error.main}`,
    color: theme.palette.error.main,
    overflowWrap: 'anywhere',
  },
}));

/** The page for those who are not signed in: one card, one button a provider. */
export function SignInCard({ onSignInSuccess }: SignInPageProps) {
  const classes = useStyles();
  const config = useApi(configApiRef);
  const choice = readChoice(() => readProviders(config));
  return (
    <main className={classes.page}>
      <Paper variant="outlined" className={classes.card}>
        <LogoFull size={32} />
        <Typography variant="h5" component="h1">
          Sign in
        </Typography>
        {'problem' in choice ? (
          <Problem text={choice.problem} />
        ) : (
          <Providers
            providers={choice.providers}
            message={config.getOptionalString('towpath.signIn.message')}
            onSignInSuccess={onSignInSuccess}
          />
        )}
      </Paper>
    </main>
  );
}

function readChoice(
  read: () => Provider[],
): { providers: Provider[] } | { problem: string } {
  try {
    return { providers: read() };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function Problem({ text }: { text: string }) {
  const classes = useStyles();
  return (
    <Typography role="alert" variant="body2" className={classes.problem}>
      {text}
    </Typography>
  );
}

function Providers(
  props: SignInPageProps & { providers: Provider[]; message?: string },
) {
  const { state, signIn } = useSignIn(props.providers, props.onSignInSuccess);
  if (state.step === 'returning') {
    return (
      <Typography role="status" color="textSecondary">
        Bringing you back…
      </Typography>
    );
  }
  return (
    <>
      {props.message && (
        <Typography color="textSecondary">{props.message}</Typography>
      )}
      {state.step === 'choosing' && state.problem && (
        <Problem text={state.problem} />
      )}
      {props.providers.map((provider, index) => (
        <Button
          key={provider.id}
          fullWidth
          size="large"
          color="primary"
          variant={index === 0 ? 'contained' : 'outlined'}
          disabled={state.step === 'waiting'}
          onClick={() => signIn(provider)}
        >
          {provider.title}
        </Button>
      ))}
      {state.step === 'waiting' && (
        <Typography role="status" variant="body2" color="textSecondary">
          Go on in the window that has opened.
        </Typography>
      )}
    </>
  );
}
