import { UserIdentity } from '@backstage/core-components';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import type { IdentityApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import type { AuthApi, Provider } from './providers';

const REMEMBERED = 'towpath.sign-in.provider';

/** What the page shows: nothing yet, the buttons, or a window that is open elsewhere. */
type State =
  | { step: 'returning' }
  | { step: 'choosing'; problem?: string }
  | { step: 'waiting'; provider: string };

/**
 * Signs people in, and brings those back who were signed in before: the browser remembers
 * through which provider, so that nothing is asked of a provider on a first visit.
 */
export function useSignIn(
  providers: Provider[],
  onSignInSuccess: (identity: IdentityApi) => void,
) {
  const apis = useApiHolder();
  const remembered = providers.find(
    ({ id }) => id === localStorage.getItem(REMEMBERED),
  );
  const [state, setState] = useState<State>(
    remembered ? { step: 'returning' } : { step: 'choosing' },
  );

  const enter = async (provider: Provider, options: object) => {
    const api = apis.get(provider.apiRef);
    if (!api) {
      throw new Error(`The portal has no provider "${provider.id}" built in.`);
    }
    const identity = await identify(api, options);
    if (identity) {
      localStorage.setItem(REMEMBERED, provider.id);
      onSignInSuccess(identity);
    }
    return Boolean(identity);
  };

  useEffect(() => {
    if (!remembered) return;
    enter(remembered, { optional: true }).then(
      entered => entered || setState({ step: 'choosing' }),
      error => setState({ step: 'choosing', problem: inWords(error) }),
    );
    // Once: the page stands until somebody is signed in.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const signIn = async (provider: Provider) => {
    setState({ step: 'waiting', provider: provider.id });
    try {
      if (!(await enter(provider, { instantPopup: true }))) {
        throw new Error(
          `No sign-in resolver is configured in auth.providers.${provider.id}, so the portal does not know who you are.`,
        );
      }
    } catch (error) {
      setState({ step: 'choosing', problem: inWords(error) });
    }
  };

  return { state, signIn };
}

async function identify(
  api: AuthApi,
  options: object,
): Promise<IdentityApi | undefined> {
  const response = await api.getBackstageIdentity(options);
  if (!response) {
    return undefined;
  }
  const identity = UserIdentity.create({
    identity: response.identity,
    authApi: api,
    profile: await api.getProfile(),
  });
  return Object.assign(Object.create(identity), {
    signOut: async () => {
      localStorage.removeItem(REMEMBERED);
      await identity.signOut();
    },
  });
}

function inWords(error: unknown): string {
  const { message } = error as Error;
  if (/failed to open auth popup/i.test(message)) {
    return 'The browser did not open the sign-in window. Allow pop-ups for this page and try again.';
  }
  if (/popup was closed/i.test(message)) {
    return 'The sign-in window was closed before anybody was signed in.';
  }
  if (/access_denied/.test(message)) {
    return 'Sign-in was cancelled. Nobody is signed in.';
  }
  return message;
}
