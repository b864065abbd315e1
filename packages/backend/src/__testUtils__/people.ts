import { createBackendModule } from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';

/** The people of the tests; payment-service belongs to the owner's team. */
const GROUPS = {
  owner: ['user:default/ada', 'group:default/team-finance'],
  stranger: ['user:default/kwame', 'group:default/team-commerce'],
  platformEngineer: ['user:default/linus', 'group:default/platform-team'],
};

export type SignedIn = keyof typeof GROUPS;

/** What a test sends as Authorization header; nobody sends none. */
export type Headers = Record<SignedIn, { authorization: string }> & {
  nobody: {};
};

/** Lets the real auth plugin issue a real token to each test person, at `/api/auth/test/start`. */
export const testPeople = createBackendModule({
  pluginId: 'auth',
  moduleId: 'test-people',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'test',
          factory: ({ resolverContext }) => ({
            async start(req, res) {
              const ent = GROUPS[req.query.person as SignedIn];
              const { token } = await resolverContext.issueToken({
                claims: { sub: ent[0], ent },
              });
              res.json({ token });
            },
            async frameHandler() {},
          }),
        });
      },
    });
  },
});

/** Signs every person in at a running backend. */
export async function signInPeople(baseUrl: string): Promise<Headers> {
  const entries = Object.keys(GROUPS).map(async person => {
    const url = `${baseUrl}/api/auth/test/start?env=development&person=${person}`;
    const { token } = await (await fetch(url)).json();
    return [person, { authorization: `Bearer ${token}` }];
  });
  return { ...Object.fromEntries(await Promise.all(entries)), nobody: {} };
}
