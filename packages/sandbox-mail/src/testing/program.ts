// A mail server in a process of its own. It tells the `url` of its pages and its `smtpPort`. Letters to `refused@…` are
// refused for good and to `busy@…` for now; a letter to `lost@…` is kept, and its sender never hears so.
import { serveTest } from '@towpath/test-kit';
import { ACCOUNT, startTestMail } from './index.ts';

const forever = () => new Promise<void>(() => {});

void serveTest<{ dataDir?: string }>(async (options, cleanup) => {
  const { url, smtpPort } = await startTestMail(cleanup, {
    ...options,
    faults: {
      onRecipient(address) {
        if (address.startsWith('refused@')) {
          return { code: 550, message: 'There is no such mailbox' };
        }
        return address.startsWith('busy@')
          ? { code: 451, message: 'Come again later' }
          : undefined;
      },
      onKept: ({ recipients }) =>
        recipients.some(one => one.startsWith('lost@')) ? forever() : undefined,
    },
  });
  return { url, smtpPort, account: ACCOUNT };
});
