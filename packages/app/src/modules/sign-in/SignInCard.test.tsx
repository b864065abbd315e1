import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { JsonObject } from '@backstage/config';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { says, userEvent } from '@towpath/ui/testUtils';
import { oidcAuthApiRef } from './oidcAuthApi';
import { SignInCard } from './SignInCard';

const identity = {
  type: 'user' as const,
  userEntityRef: 'user:default/ada',
  ownershipEntityRefs: ['user:default/ada'],
};

/** The identity provider's side: what it answers with or without a window. */
function authApi(
  answer: (options: { optional?: boolean }) => Promise<unknown>,
) {
  return {
    getBackstageIdentity: jest.fn(answer),
    getProfile: async () => ({ displayName: 'Ada Okafor' }),
    signOut: jest.fn(async () => {}),
  };
}

async function show(api: object, signIn: JsonObject = { providers: ['oidc'] }) {
  cleanup();
  const onSignInSuccess = jest.fn();
  await renderInTestApp(<SignInCard onSignInSuccess={onSignInSuccess} />, {
    apis: [[oidcAuthApiRef, api as typeof oidcAuthApiRef.T]],
    config: { towpath: { signIn } },
  });
  return onSignInSuccess;
}

describe('SignInCard', () => {
  beforeEach(() => localStorage.clear());

  it('says who can sign in, with one button a provider in the order of the configuration', async () => {
    await show(
      authApi(async () => undefined),
      {
        message: 'Choose one of the sample people.',
        providers: ['oidc', 'github'],
        titles: { oidc: 'Sign in with MyOrg' },
      },
    );
    expect(screen.getByText('Choose one of the sample people.')).toBeVisible();
    expect(screen.getAllByRole('button').map(b => b.textContent)).toEqual([
      'Sign in with MyOrg',
      'Sign in with GitHub',
    ]);
  });

  it('asks no provider on a first visit', async () => {
    const api = authApi(async () => undefined);
    await show(api);
    expect(api.getBackstageIdentity).not.toHaveBeenCalled();
  });

  it('signs in, brings back on the next visit, and forgets at sign-out', async () => {
    const api = authApi(async () => ({ identity, token: 't' }));
    const first = await show(api);
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(first).toHaveBeenCalled());
    expect(await first.mock.calls[0][0].getBackstageIdentity()).toEqual(
      identity,
    );

    const second = await show(api);
    await waitFor(() => expect(second).toHaveBeenCalled());
    expect(api.getBackstageIdentity).toHaveBeenLastCalledWith({
      optional: true,
    });
    await second.mock.calls[0][0].signOut();
    expect(api.signOut).toHaveBeenCalled();

    const before = api.getBackstageIdentity.mock.calls.length;
    await show(api);
    expect(api.getBackstageIdentity).toHaveBeenCalledTimes(before);
  });

  it.each([
    ['ada@x is signed in, but the catalog has no User', /no User/],
    ['access_denied (Nobody was chosen)', 'Sign-in was cancelled.'],
    ['Failed to open auth popup.', 'Allow pop-ups for this page'],
    ['Login failed, popup was closed', 'The sign-in window was closed'],
  ])('shows in words why nobody is signed in: %s', async (message, words) => {
    await show(authApi(() => Promise.reject(new Error(message))));
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    await says('alert', words);
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  });

  it.each([
    [{}, 'towpath.signIn.providers names no identity provider'],
    [{ providers: ['ldap'] }, 'towpath.signIn.providers names "ldap"'],
  ])('says what to configure: %j', async (signIn, words) => {
    await show(
      authApi(async () => undefined),
      signIn,
    );
    expect(screen.getByRole('alert')).toHaveTextContent(words);
  });
});
