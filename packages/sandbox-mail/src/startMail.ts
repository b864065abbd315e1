import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { listenLocally } from '@towpath/sandbox-kit';
import express from 'express';
import type { SMTPServer } from 'smtp-server';
import { Mailbox } from './Mailbox.ts';
import { pageRoutes } from './pages/pageRoutes.ts';
import { createSmtpServer } from './smtp/createSmtpServer.ts';
import type { MailOptions, RunningMail } from './types.ts';

const ADDRESS = '127.0.0.1';

/**
 * Starts the sandbox's mail server: letters are taken by SMTP, and shown on pages.
 *
 * @throws Error with code EADDRINUSE when a port is taken
 */
export async function startMail(options: MailOptions): Promise<RunningMail> {
  const { portalUrl, publicUrl, log, clock = () => new Date() } = options;
  const mailbox = await Mailbox.open(path.join(options.dataDir, 'mail'));
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  const pages = createServer(app);
  const port = await listenLocally(pages, {
    ...options,
    name: 'the mailbox of the sandbox',
    log: message => log.warn(message),
  });
  const url = (publicUrl ?? `http://localhost:${port}`).replace(/\/+$/, '');
  app.use(pageRoutes({ mailbox, url, portalUrl, clock, log }));
  const smtp = createSmtpServer(mailbox, options);
  try {
    const smtpPort = await listen(smtp, options.smtpPort);
    log.info(`Mail: ${mailbox.list().length} letters on ${url}`);
    return {
      url,
      smtpPort,
      close: async () => {
        await new Promise<void>(done => smtp.close(() => done()));
        await close(pages);
      },
    };
  } catch (error) {
    await close(pages);
    throw error;
  }
}

/** On this machine only. @returns the port */
async function listen(smtp: SMTPServer, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    smtp.once('error', reject);
    smtp.listen(port, ADDRESS, () => {
      smtp.off('error', reject);
      resolve();
    });
  });
  return (smtp.server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>(done => server.close(() => done()));
  server.closeAllConnections();
  await closed;
}
