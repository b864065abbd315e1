import { ageOf } from '@towpath/sandbox-kit';
import { Eta } from 'eta';
import type { Request, Response } from 'express';
import type { Host } from '../../host.ts';
import type { OrganisationRules } from '../../model/permissions.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import { encodePath } from '../../urls.ts';
import { accountOf } from '../request.ts';
import { renderMarkdown } from './renderMarkdown.ts';

const eta = new Eta({
  views: `${import.meta.dirname}/../../views`,
  cache: true,
  autoTrim: false,
});

const pluralOf = (word: string) =>
  word.endsWith('ch') ? `${word}es` : `${word}s`;

/** Who may do what here as a rule, for the foot of every page. */
function wordsOf({ visibility, membersMay }: OrganisationRules): string {
  const readers = {
    public: 'Everybody on this machine may read public repositories',
    limited: 'Who signs in may read public repositories',
    private:
      'Accounts of the organisation may read repositories that are not private',
  }[visibility];
  const writers =
    membersMay === 'write' ? ', and every account may change them' : '';
  return `${readers}${writers}. A private one is there for its owners, teams and collaborators alone; an archived one takes no changes.`;
}

/** Sends a page: the template's own data and what every template uses. */
export function renderPage(
  host: Host,
  request: Request,
  response: Response,
  template: string,
  data: { title: string; repository?: Repository } & Record<string, unknown>,
): void {
  const account = accountOf(response);
  const html = eta.render(template, {
    account,
    formToken: response.locals.formToken,
    here: request.originalUrl,
    organisation: host.organisation,
    portalUrl: host.portalUrl,
    signInHint: host.signInHint,
    urls: host.urls,
    rules: wordsOf(host.rules),
    hasBuilds: host.builds !== undefined,
    mayWrite: data.repository
      ? host.rights.mayWrite(account, data.repository)
      : false,
    mayComment: data.repository
      ? host.rights.mayComment(account, data.repository)
      : false,
    link: (...parts: string[]) =>
      `/${[host.organisation, ...parts].map(encodePath).join('/')}`,
    age: (date: string) => ageOf(date, host.clock()),
    short: (sha: string) => sha.slice(0, 10),
    subject: (message: string) => message.split('\n')[0],
    rest: (message: string) => message.split('\n').slice(1).join('\n').trim(),
    many: (count: number, word: string) =>
      `${count} ${count === 1 ? word : pluralOf(word)}`,
    person: (name: string) => host.accounts.find(name)?.displayName ?? name,
    markdown: (text: string) => renderMarkdown(text),
    ...data,
  });
  response.type('html').send(html);
}
