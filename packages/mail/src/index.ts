/**
 * Letters to people: templates in Markdown, sent by SMTP, with what became of each.
 *
 * @packageDocumentation
 */
export type { Letter, RenderedLetter } from './letters/Letter';
export { requireAddress } from './letters/requireAddress';
export { mailSettings } from './mailSettings';
export { MailTemplates } from './templates/MailTemplates';
export { Mailer, type MailerOptions } from './transport/Mailer';
export type { Delivery } from './transport/Delivery';
export { readMailConfig, type MailConfig } from './readMailConfig';
