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
}

/** How long the server may take for one answer. */
const TIMEOUT_MS = 30_000;

/** Servers take few from one sender at the same time; the other letters wait. */
const CONNECTIONS_AT_MOST = 5;

/** Letters come many at a time, and then none for long. */
const IDLE_MS = 10_000;

/**
 * Hands letters in at a mail server, over few connections that are kept for the next letter. It repeats nothing of which
 * the server may have had a byte: what became of a letter says who may.
 */
export class Mailer {
  readonly #options: MailerOptions;
  readonly #transport: Transporter;
  readonly #pending = new Set<Promise<Delivery>>();

  constructor(options: MailerOptions) {
    this.#options = options;
    const { host, port, secure, insecure, account } = options;
    this.#transport = createTransport({
      pool: true,
      maxConnections: CONNECTIONS_AT_MOST,
      idleTimeout: IDLE_MS,
      ...{ host, port, secure },
      requireTLS: !secure && !insecure,
      ignoreTLS: insecure,
      auth: account && { user: account.username, pass: account.password },
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      // A letter is made of texts; what a template says is not to read the disk or the network.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** @throws InputError for what is not one address; all else is in the answer */
  async send(letter: Letter): Promise<Delivery> {
    const pending = this.#handIn(letter, requireAddress(letter.to));
    this.#pending.add(pending);
    try {
      return await pending;
    } finally {
      this.#pending.delete(pending);
    }
  }

  /**
   * Ends connections; a letter on its way is handed in first, and one that waits is not sent. Resolves when it is known
   * what became of each.
   */
  async close(): Promise<void> {
    this.#transport.close();
    await Promise.all(this.#pending);
  }

  /** Never fails. */
  async #handIn(
    { id, subject, text, html }: Letter,
    address: string,
  ): Promise<Delivery> {
    const { from, domain } = this.#options;
    try {
      const { response } = await this.#transport.sendMail({
        ...{ from, subject, text, html },
        to: { name: '', address },
        messageId: `<${encodeURIComponent(id)}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { outcome: 'sent', words: response ?? '' };
    } catch (error) {
      return explainFailure(error);
    }
  }
}
