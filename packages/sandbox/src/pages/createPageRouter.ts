import express, {
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';

const ASSETS = `${import.meta.dirname}/../git-host/assets`;

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
  /** Finds out who looks. */
  session: RequestHandler;
  /** The largest form, such as `64kb`. */
  formLimit: string;
  /** Refuses a form that another site sent, by throwing. */
  checkForm: (request: Request, response: Response) => void;
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
    settings.checkForm(request, response);
    next();
  });
  return router;
}
