import express from 'express';
import type { Request, RequestHandler, Response, Router } from 'express';
import { errors } from 'oidc-provider';
import type Provider from 'oidc-provider';
import type { Directory } from './directory.ts';
import type { Pages } from './pages.ts';
import { accountIdOf } from './provider.ts';
import type { SamplePerson } from './types.ts';

export interface InteractionOptions {
  provider: Provider;
  directory: Directory;
  pages: Pages;
}

/**
 * The pages between "sign in" and being signed in.
 *
 * A browser gets the page; a program that asks for JSON gets the same people as
 * `{ people: [{ name, displayName, persona, team }] }`. Both answer with a form field `person`, or with
 * `choice=cancel`.
 */
export function createInteractions(options: InteractionOptions): Router {
  const router = express.Router();
  router.get('/interaction/:uid', guarded(options, showPeople));
  router.post(
    '/interaction/:uid',
    express.urlencoded({ extended: false }),
    guarded(options, choosePerson),
  );
  return router;
}

const EXPIRED = {
  title: 'This sign-in has expired',
  message:
    'It was begun too long ago, in another browser, or it is already finished. Go back to the portal and sign in again.',
};

type Step = (
  req: Request,
  res: Response,
  options: InteractionOptions,
) => Promise<void>;

function guarded(options: InteractionOptions, step: Step): RequestHandler {
  return (req, res, next) => {
    step(req, res, options).catch(error => {
      if (error instanceof errors.SessionNotFound) {
        res.status(400).send(options.pages.notice(EXPIRED));
      } else {
        next(error);
      }
    });
  };
}

async function showPeople(
  req: Request,
  res: Response,
  { provider, directory, pages }: InteractionOptions,
): Promise<void> {
  const { prompt, session } = await provider.interactionDetails(req, res);
  if (prompt.name === 'consent' && session) {
    await finish(req, res, provider, session.accountId);
    return;
  }
  const choice = directory.read();
  if (req.accepts(['html', 'json']) === 'json') {
    res.json({ people: choice.map(forPrograms) });
    return;
  }
  res.send(pages.choose({ people: choice }));
}

async function choosePerson(
  req: Request,
  res: Response,
  { provider, directory, pages }: InteractionOptions,
): Promise<void> {
  await provider.interactionDetails(req, res);
  if (req.body.choice === 'cancel') {
    await abort(req, res, provider);
    return;
  }
  const name = String(req.body.person ?? '');
  const choice = directory.read();
  const chosen = choice.find(person => person.name === name);
  if (chosen) {
    await finish(req, res, provider, accountIdOf(chosen));
    return;
  }
  const problem = name
    ? `There is nobody called "${name}" here any more. Choose somebody else.`
    : 'Nobody was chosen. Choose a person.';
  res.status(422).send(pages.choose({ people: choice, problem }));
}

/** Signs the person in and grants what the portal asked for: it is the only client there is. */
async function finish(
  req: Request,
  res: Response,
  provider: Provider,
  accountId: string,
): Promise<void> {
  const { params } = await provider.interactionDetails(req, res);
  const grant = new provider.Grant({
    accountId,
    clientId: String(params.client_id),
  });
  grant.addOIDCScope(String(params.scope));
  const grantId = await grant.save();
  await provider.interactionFinished(req, res, {
    login: { accountId },
    consent: { grantId },
  });
}

async function abort(
  req: Request,
  res: Response,
  provider: Provider,
): Promise<void> {
  await provider.interactionFinished(
    req,
    res,
    { error: 'access_denied', error_description: 'Nobody was chosen' },
    { mergeWithLastSubmission: false },
  );
}

function forPrograms({ name, displayName, persona, team }: SamplePerson) {
  return { name, displayName, persona, team };
}
