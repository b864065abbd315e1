import type { Log } from '@towpath/sandbox-kit';

/** A letter that came in. */
export interface Letter {
  /** Names its file and its page. */
  id: string;
  /** ISO 8601. */
  receivedAt: string;
  /** As the sending server said it; null for a letter that nothing may be answered to. */
  from: string | null;
  /** Who it was handed in for, which need not be who it says it is to. */
  recipients: string[];
  subject: string;
  /** As the letter itself says them. */
  to: string;
  messageId?: string;
}

/** What a test has the server do in place of taking a letter. */
export interface MailFaults {
  /** A reply such as `{ code: 550, message: 'No such user' }` refuses the recipient. */
  onRecipient?(address: string): { code: number; message: string } | undefined;
  /** Awaited once a letter was kept and before its sender hears so: never ending, its outcome is unknown to them. */
  onKept?(letter: Letter): Promise<void> | void;
}

export interface MailOptions {
  /** Where letters are handed in; 0 picks a free port. */
  smtpPort: number;
  /** Of the pages; 0 picks a free port. */
  port: number;
  publicUrl?: string;
  allowedHosts?: string[];
  portalUrl: string;
  /** Letters are kept in `mail` below it. */
  dataDir: string;
  /** Who may hand letters in. */
  account: { name: string; password: string };
  clock?: () => Date;
  faults?: MailFaults;
  log: Log;
}

export interface RunningMail {
  /** Of the pages. */
  url: string;
  smtpPort: number;
  close(): Promise<void>;
}
