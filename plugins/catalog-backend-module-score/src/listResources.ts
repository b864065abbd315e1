import { inWords } from '@towpath/api-client';
import type {
  AskedResource,
  Resource,
  ScoreApi,
} from '@towpath/plugin-score-common';

const PAGE = 200;

/**
 * All resources that are there; one of which only a final copy is kept is not.
 *
 * @throws what the plugin answers, and when its pages do not fit together: then nothing is known of what is missing
 */
export async function listResources(
  score: Pick<ScoreApi, 'listResources'>,
): Promise<Resource[]> {
  const byId = new Map<string, Resource>();
  let cursor: string | undefined;
  do {
    const page = await inWords(score.listResources({ limit: PAGE, cursor }));
    page.items.forEach(one => byId.set(one.id, one));
    cursor = page.nextCursor;
    if (!cursor && byId.size !== page.total) {
      throw new Error(
        `there are ${page.total} resources and ${byId.size} were listed: some were added or taken away meanwhile`,
      );
    }
  } while (cursor);
  return [...byId.values()].filter(({ status }) => status !== 'kept');
}

/**
 * All that Score files ask for and no environment has yet.
 *
 * @throws what the plugin answers
 */
export async function listAsked(
  score: Pick<ScoreApi, 'listAskedResources'>,
): Promise<AskedResource[]> {
  const all: AskedResource[] = [];
  let cursor: string | undefined;
  do {
    const page = await inWords(
      score.listAskedResources({ limit: PAGE, cursor }),
    );
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}
