import { sameSecret } from '@towpath/sandbox-kit';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { Mailbox } from '../Mailbox.ts';
import type { MailOptions } from '../types.ts';

const LARGEST_LETTER = 10 * 1024 * 1024;

type SmtpOptions = Pick<MailOptions, 'account' | 'clock' | 'faults' | 'log'>;

/** Takes letters of the one account there is, for whomever they are, and delivers none. */
export function createSmtpServer(
  mailbox: Mailbox,
  { account, clock = () => new Date(), faults = {}, log }: SmtpOptions,
): SMTPServer {
  const server = new SMTPServer({
    name: 'sandbox',
    banner: 'Mail of the Towpath sandbox: nothing is delivered',
    size: LARGEST_LETTER,
    // It listens on this machine only, and a certificate of its own would be trusted by nobody.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    // The name of this machine is nothing to ask a name server for.
    disableReverseLookup: true,
    onAuth({ username = '', password = '' }, _session, done) {
      const isRight =
        username === account.name && sameSecret(password, account.password);
      if (isRight) done(null, { user: username });
      else done(refusal(535, 'The name or the password is wrong'));
    },
    onRcptTo({ address }, _session, done) {
      const fault = faults.onRecipient?.(address);
      done(fault ? refusal(fault.code, fault.message) : undefined);
    },
    onData(stream, { envelope }, done) {
      const { mailFrom, rcptTo } = envelope;
      const take = async () => {
        const source = await readAll(stream);
        if (stream.sizeExceeded) {
          throw refusal(552, `A letter has at most ${LARGEST_LETTER} bytes`);
        }
        const letter = await mailbox.keep(source, {
          from: mailFrom ? mailFrom.address : null,
          recipients: rcptTo.map(({ address }) => address),
          receivedAt: clock().toISOString(),
        });
        await faults.onKept?.(letter);
      };
      take().then(
        () => done(),
        error => {
          log.error(`Mail: a letter was not taken: ${error.stack}`);
          done(error);
        },
      );
    },
  });
  server.on('error', error => log.warn(`Mail: ${error.message}`));
  return server;
}

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
