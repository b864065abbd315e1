import { createTransport, type Transporter } from 'nodemailer';
import type { Letter } from '../letters/Letter';
import { requireAddress } from '../letters/requireAddress';
import type { Delivery } from './Delivery';
import { explainFailure } from './explainFailure';

export interface MailerOptions {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  /** Neither TLS nor STARTTLS is asked for. */
  insecure: boolean;
  account?: { username: string; password: string };
  /** Who letters are from, such as `Towpath <towpath@example.com>`. */
  from: string;
  /** What comes behind the `@` of a `Message-ID`: the host of the portal. */
  domain: string;
  /** How long the server may take for one answer. Default: half a minute. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;

/** Hands letters in at a mail server. It repeats nothing: what became of a letter says who may. */
export class Mailer {
  readonly #options: MailerOptions;
  readonly #transport: Transporter;

  constructor(options: MailerOptions) {
    this.#options = options;
    const { host, port, secure, insecure, account } = options;
    const { timeoutMs = TIMEOUT_MS } = options;
    this.#transport = createTransport({
      ...{ host, port, secure },
      requireTLS: !secure && !insecure,
      ignoreTLS: insecure,
      auth: account && { user: account.username, pass: account.password },
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      // A letter is made of texts; what a template says is not to read the disk or the network.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** @throws InputError for what is not one address; all else is in the answer */
  async send({ to, id, subject, text, html }: Letter): Promise<Delivery> {
    const address = requireAddress(to);
    const { from, domain } = this.#options;
    try {
      const { response } = await this.#transport.sendMail({
        ...{ from, subject, text, html },
        to: { name: '', address },
        messageId: `<${encodeURIComponent(id)}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { outcome: 'sent', words: response };
    } catch (error) {
      return explainFailure(error);
    }
  }
}
