import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { acceptedRisksLog } from './acceptedRisksLog';

it('says at start what production starts with all the same, and why', async () => {
  const logger = mockServices.rootLogger.mock();
  logger.child.mockReturnValue(logger);
  const risk = { key: 'backend.trustProxy', reason: 'a mesh of our own' };
  const towpath = { mode: 'production', acceptRisks: [risk] };
  const data = { towpath };

  const backend = await startTestBackend({
    features: [
      acceptedRisksLog,
      logger.factory,
      mockServices.rootConfig.factory({ data }),
    ],
  });
  await backend.stop();

  expect(logger.warn).toHaveBeenCalledWith(
    'Started with an accepted risk: backend.trustProxy, because a mesh of our own',
  );
});
