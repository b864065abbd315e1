/**
 * What tests start in the place of a mail server, for programs that Node runs. For Jest there is the program beside this
 * file, which `TestProcess` of `@towpath/test-kit` runs.
 *
 * @packageDocumentation
 */
import { temporaryFolder, type Cleanup } from '@towpath/test-kit';
import { startMail } from '../startMail.ts';
import type { MailOptions, RunningMail } from '../types.ts';

export const ACCOUNT = { name: 'portal', password: 'letters-of-the-portal' };

/** A mail server that ends with the test. */
export async function startTestMail(
  t: Cleanup,
  options: Partial<MailOptions> = {},
): Promise<RunningMail> {
  const mail = await startMail({
    ...{ smtpPort: 0, port: 0, portalUrl: 'http://localhost:7007' },
    dataDir: options.dataDir ?? (await temporaryFolder(t)),
    account: ACCOUNT,
    log: {
      info() {},
      warn() {},
      error: message => process.stderr.write(`${message}\n`),
    },
    ...options,
  });
  t.after(() => mail.close());
  return mail;
}
