import { mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import type {
  EnvironmentApi,
  Promotion,
} from '@towpath/plugin-environment-common';
import { followPromotion } from './followPromotion';

/** What a portal answers that is asked how a promotion stands: one answer a look. */
function portal(...answers: (Partial<Promotion> | Error)[]): EnvironmentApi {
  const next = async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer as Promotion;
  };
  return {
    getPromotion: next,
    getPromotionLog: async () => ({ lines: [], ended: answers.length === 0 }),
  } as unknown as EnvironmentApi;
}

const refusedWith = (status: number) =>
  ResponseError.fromResponse(new Response('{}', { status }));

const logger = mockServices.logger.mock();
const follow = (api: EnvironmentApi) =>
  followPromotion(api, 'p-1', {
    logger,
    timeoutMs: 60_000,
    url: 'http://portal/p-1',
    everyMs: 1,
  });

it('waits for a portal that starts anew, since the promotion itself goes on', async () => {
  const away = await refusedWith(503);
  const broken = new TypeError('fetch failed');
  const api = portal({ status: 'running' }, ...[away, broken, away], {
    status: 'succeeded',
  });
  expect((await follow(api)).status).toBe('succeeded');
  expect(logger.warn).toHaveBeenCalledTimes(1);
});

it('does not ask again for what it is refused', async () => {
  const refusal = await refusedWith(403);
  await expect(follow(portal(refusal, { status: 'succeeded' }))).rejects.toBe(
    refusal,
  );
});

it('does not wait for a portal that stays away', async () => {
  const away = await refusedWith(503);
  await expect(
    follow(portal(...Array.from({ length: 40 }, () => away))),
  ).rejects.toBe(away);
});
