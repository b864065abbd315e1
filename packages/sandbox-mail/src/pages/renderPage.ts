import { ageOf, type Log } from '@towpath/sandbox-kit';
import { Eta } from 'eta';
import type { Response } from 'express';

/** What every page is made with. */
export interface PageParts {
  url: string;
  portalUrl: string;
  clock: () => Date;
  log: Log;
}

const eta = new Eta({
  views: `${import.meta.dirname}/../views`,
  cache: true,
  autoTrim: false,
});

/** Sends a page: the template's own data and what every template uses. */
export function renderPage(
  { portalUrl, clock }: PageParts,
  response: Response,
  template: string,
  data: { title: string } & Record<string, unknown>,
): void {
  const html = eta.render(template, {
    portalUrl,
    age: (date: string) => ageOf(date, clock()),
    ...data,
  });
  response.type('html').send(html);
}
