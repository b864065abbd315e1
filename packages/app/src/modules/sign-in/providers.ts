import {
  githubAuthApiRef,
  type ApiRef,
  type BackstageIdentityApi,
  type ConfigApi,
  type ProfileInfoApi,
  type SessionApi,
} from '@backstage/frontend-plugin-api';
import { oidcAuthApiRef } from './oidcAuthApi';

export type AuthApi = BackstageIdentityApi & ProfileInfoApi & SessionApi;

/** One way to sign in, as one button of the page. */
export interface Provider {
  id: string;
  title: string;
  apiRef: ApiRef<AuthApi>;
}

const KNOWN: Provider[] = [
  { id: 'github', title: 'Sign in with GitHub', apiRef: githubAuthApiRef },
  { id: 'oidc', title: 'Sign in', apiRef: oidcAuthApiRef },
];

/**
 * The providers that `towpath.signIn.providers` names, in its order.
 *
 * @throws Error that names the key and the ways out, for none and for an unknown one
 */
export function readProviders(config: ConfigApi): Provider[] {
  const key = 'towpath.signIn.providers';
  const known = KNOWN.map(({ id }) => id).join(' and ');
  const ids = config.getOptionalStringArray(key) ?? [];
  if (ids.length === 0) {
    throw new Error(`${key} names no identity provider. It knows ${known}.`);
  }
  return ids.map(id => {
    const provider = KNOWN.find(candidate => candidate.id === id);
    if (!provider) {
      throw new Error(`${key} names "${id}". It knows ${known}.`);
    }
    const title = config.getOptionalString(`towpath.signIn.titles.${id}`);
    return { ...provider, title: title ?? provider.title };
  });
}
