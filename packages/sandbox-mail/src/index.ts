/**
 * The sandbox's mail server: takes letters by SMTP, delivers none, and shows them on a page.
 *
 * @packageDocumentation
 */
export { startMail } from './startMail.ts';
export type { Letter, MailFaults, MailOptions, RunningMail } from './types.ts';
