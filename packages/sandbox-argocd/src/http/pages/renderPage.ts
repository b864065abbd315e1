import { ageOf } from '@towpath/sandbox-kit';
import { Eta } from 'eta';
import type { Request, Response } from 'express';
import type { ArgoCdParts } from '../../ArgoCdParts.ts';

const eta = new Eta({
  views: `${import.meta.dirname}/../../views`,
  cache: true,
  autoTrim: false,
});

const TONES: Record<string, string> = {
  Synced: 'success',
  Healthy: 'success',
  Succeeded: 'success',
  OutOfSync: 'warning',
  Progressing: 'pending',
  Running: 'pending',
  Terminating: 'pending',
  Missing: 'warning',
  Degraded: 'error',
  Failed: 'error',
  Error: 'error',
};

const SIGNS: Record<string, string> = {
  success: '✓',
  warning: '△',
  pending: '◷',
  error: '✕',
  closed: '○',
};

const tone = (state: string) => TONES[state] ?? 'closed';

/** Sends a page: the template's own data and what every template uses. */
export function renderPage(
  parts: ArgoCdParts,
  request: Request,
  response: Response,
  template: string,
  data: { title: string } & Record<string, unknown>,
): void {
  const html = eta.render(template, {
    account: response.locals.account,
    formToken: response.locals.formToken,
    here: request.originalUrl,
    portalUrl: parts.portalUrl,
    gitUrl: parts.gitUrl,
    signInHint: parts.signInHint,
    tone,
    sign: (state: string) => SIGNS[tone(state)],
    words: (state: string) => (state === 'OutOfSync' ? 'Out of sync' : state),
    age: (date: string) => ageOf(date, parts.clock()),
    short: (sha = '') => sha.slice(0, 10),
    many: (count: number, word: string) =>
      `${count} ${word}${count === 1 ? '' : 's'}`,
    ...data,
  });
  response.type('html').send(html);
}
