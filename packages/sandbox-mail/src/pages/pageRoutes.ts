import { createPageRouter, handle } from '@towpath/sandbox-kit';
import { Router, type ErrorRequestHandler, type Response } from 'express';
import type { Mailbox } from '../Mailbox.ts';
import type { Letter } from '../types.ts';
import { renderPage, type PageParts } from './renderPage.ts';

const POLICY = 'Content-Security-Policy';

/** A letter may show itself, and do nothing: neither run, nor load, nor lead its reader's page anywhere. */
const LETTER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";

/**
 * The pages of the mailbox. They need no account: whoever can open the sign-in page of the sandbox can be anybody there.
 * A program that asks for JSON gets the same letters.
 */
export function pageRoutes(parts: PageParts & { mailbox: Mailbox }): Router {
  const { mailbox } = parts;
  const router = createPageRouter({
    url: parts.url,
    session: (_request, _response, next) => next(),
    formLimit: '1kb',
    refuse: message => notFound(message),
  });
  router.get('/', (request, response) => {
    const to = String(request.query.to ?? '');
    const letters = mailbox.list(to || undefined);
    if (request.accepts(['html', 'json']) === 'json') {
      response.json({ letters });
      return;
    }
    renderPage(parts, response, 'letters', {
      title: 'Letters',
      ...{ letters, to, recipients: mailbox.recipients() },
      total: mailbox.list().length,
    });
  });
  router.get(
    '/letters/:id',
    handle(async (request, response) => {
      const letter = requireLetter(mailbox, request.params.id);
      const { text, html, attachments } = await mailbox.read(letter.id);
      if (request.accepts(['html', 'json']) === 'json') {
        response.json({ ...letter, text, html: html || undefined });
        return;
      }
      const policy = response.getHeader(POLICY);
      response.setHeader(POLICY, `${policy}; frame-src 'self'`);
      renderPage(parts, response, 'letter', {
        title: letter.subject,
        ...{ letter, text: text ?? '', hasHtml: Boolean(html) },
        attachments: attachments.map(({ filename, size }) => ({
          name: filename ?? 'without a name',
          size,
        })),
      });
    }),
  );
  router.get(
    '/letters/:id/html',
    handle(async (request, response) => {
      const { html } = await mailbox.read(
        requireLetter(mailbox, request.params.id).id,
      );
      if (!html) throw notFound('this letter has no page of its own');
      show(response, 'text/html; charset=utf-8', leadingOut(html));
    }),
  );
  router.get(
    '/letters/:id/source',
    handle(async (request, response) => {
      const { id } = requireLetter(mailbox, request.params.id);
      show(response, 'text/plain; charset=utf-8', await mailbox.source(id));
    }),
  );
  router.use((_request, _response, next) =>
    next(notFound('there is no page at this address')),
  );
  router.use(answerWithPage(parts));
  return router;
}

const HEAD = /<head(\s[^>]*)?>/i;

/** Its links open a page of their own: no page of elsewhere may be in the frame that the letter is in. */
function leadingOut(html: string): string {
  const base = '<base target="_blank">';
  return HEAD.test(html)
    ? html.replace(HEAD, head => `${head}${base}`)
    : `${base}${html}`;
}

function show(response: Response, type: string, content: string | Buffer) {
  response.setHeader(POLICY, LETTER_POLICY);
  response.type(type).send(content);
}

function requireLetter(mailbox: Mailbox, id: string): Letter {
  const letter = mailbox.find(id);
  if (letter) return letter;
  throw notFound('there is no such letter, or none any more');
}

function notFound(message: string): Error {
  return Object.assign(new Error(message), { status: 404 });
}

function answerWithPage(parts: PageParts): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = Number(error.status) || 500;
    if (status >= 500) {
      parts.log.error(`${request.method} ${request.path}: ${error.stack}`);
    }
    const text =
      status >= 500
        ? 'The mailbox failed. Its log says why'
        : String(error.message);
    response.status(status);
    return renderPage(parts, response, 'problem', {
      title: status === 404 ? 'Not found' : 'That did not work',
      message: `${text[0].toUpperCase()}${text.slice(1)}.`,
    });
  };
}
