import type { VisitInput } from '@backstage/plugin-home';
import { promotionTitle } from '@towpath/plugin-environment';
import type { EnvironmentApi } from '@towpath/plugin-environment-common';

/** The id in the address of a promotion's page; undefined for other addresses. */
export const promotionIdOf = (pathname: string): string | undefined =>
  /^\/environments\/promotions\/([^/]+)$/.exec(pathname)?.[1];

/**
 * What a visit is called where neither its address nor, so early, the page's own title says it:
 * a promotion by what went where.
 */
export async function nameVisit(
  { pathname }: Pick<VisitInput, 'pathname'>,
  api: Pick<EnvironmentApi, 'getPromotion'>,
): Promise<{ name?: string }> {
  const id = promotionIdOf(pathname);
  if (!id) return {};
  try {
    return { name: promotionTitle(await api.getPromotion(id)) };
  } catch {
    // The visit is worth remembering all the same.
    return { name: id };
  }
}
