import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { RunsApiClient } from '@towpath/plugin-runs-common';
import { createScoreApi } from '@towpath/plugin-score-common';
import type { ScoreServices } from '../score/ScoreClient';

/** What actions are made with, to ask a backend over HTTP as a task of the scaffolder asks it. */
export function askPlatform(platform: { url: string }): ScoreServices {
  const discovery = mockServices.discovery.mock({
    getBaseUrl: async id => `${platform.url}/api/${id}`,
  });
  const asking = (credentials: BackstageCredentials) => ({
    discoveryApi: discovery,
    fetchApi: { fetch: fetchWith(tokenOf(credentials)) },
  });
  return {
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    portalUrl: 'http://portal',
    runs: { as: credentials => new RunsApiClient(asking(credentials)) },
    score: { as: credentials => createScoreApi(asking(credentials)) },
  };
}

function fetchWith(token: string): typeof fetch {
  return (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(url, { ...init, headers });
  };
}

/** As the scaffolder signs it. */
function tokenOf(credentials: BackstageCredentials): string {
  const { principal } = credentials as { principal: any };
  return principal.type === 'user'
    ? mockCredentials.user.token(principal.userEntityRef, {
        actor: { subject: 'plugin:scaffolder' },
      })
    : mockCredentials.service.token({
        onBehalfOf: mockCredentials.service(principal.subject),
        targetPluginId: 'score',
      });
}
