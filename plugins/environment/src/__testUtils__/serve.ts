import type { EnvironmentApi } from '@towpath/plugin-environment-common';

type Answer = (api: EnvironmentApi, ...parts: string[]) => Promise<unknown>;

const answers: [pattern: RegExp, answer: Answer][] = [
  [/^\/environments$/, async api => ({ items: await api.listEnvironments() })],
  [/^\/status$/, async api => ({ instances: await api.getStatus() })],
  [/^\/services$/, api => api.listServices()],
  [
    /^\/services\/([^/]+)\/([^/]+)\/([^/]+)$/,
    (api, kind, namespace, name) =>
      api.getService(`${kind}:${namespace}/${name}`),
  ],
  [
    /^\/services\/([^/]+)\/([^/]+)\/([^/]+)\/history$/,
    (api, kind, namespace, name) =>
      api.getHistory(`${kind}:${namespace}/${name}`),
  ],
  [/^\/promotions$/, api => api.listPromotions({ status: ['queued'] })],
  [/^\/promotions\/([^/]+)$/, (api, id) => api.getPromotion(id)],
  [/^\/promotions\/([^/]+)\/log$/, (api, id) => api.getPromotionLog(id)],
];

/**
 * Answers over HTTP as the backend does what pages only read, whatever they narrow it to.
 *
 * @param base - where the plugin's backend is.
 */
export function serve(api: EnvironmentApi, base: string): typeof fetch {
  return async input => {
    const path = new URL(String(input)).href.slice(base.length).split('?')[0];
    const found = answers.find(([pattern]) => pattern.test(path));
    if (!found) return new Response(`Nothing is at ${path}`, { status: 404 });
    const [pattern, answer] = found;
    const parts = pattern.exec(path)!.slice(1).map(decodeURIComponent);
    return Response.json(await answer(api, ...parts));
  };
}
