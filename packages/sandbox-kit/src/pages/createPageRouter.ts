import express, {
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { sameSecret } from '../sameSecret.ts';

const ASSETS = `${import.meta.dirname}/assets`;

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const protect: RequestHandler = (_request, response, next) => {
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cache-Control', 'no-store');
  next();
};

interface PageSettings {
  /** Where the pages are, as `http://localhost:7010`. */
  url: string;
  /** Finds out who looks, and puts the token that forms of theirs carry into `response.locals`. */
  session: RequestHandler;
  /** The largest form, such as `64kb`. */
  formLimit: string;
  /** What a form is refused with that another site sent. */
  refuse: (message: string) => Error;
}

/** The beginning of every router for pages that people open in a browser: add the pages to it. */
export function createPageRouter(settings: PageSettings): Router {
  const router = Router();
  router.use('/assets', express.static(ASSETS, { maxAge: '1h' }));
  router.use(
    protect,
    settings.session,
    express.urlencoded({ extended: false, limit: settings.formLimit }),
  );
  router.post('*', (request, response, next) => {
    checkForm(settings, request, response);
    next();
  });
  return router;
}

/**
 * Refuses forms that another site sent. Cookies are shared by all ports of localhost, so the
 * cookie alone proves nothing: origin and token must fit.
 */
function checkForm(
  { url, refuse }: PageSettings,
  request: Request,
  response: Response,
): void {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== new URL(url).origin) {
    throw refuse(`this form came from ${origin}: open ${url} and try there`);
  }
  const sent = String(request.body?.token ?? '');
  if (!sameSecret(sent, String(response.locals.formToken))) {
    throw refuse(
      'this form is out of date: go back, reload the page and send it again',
    );
  }
}
