import express from 'express';
import { UnfitTextError } from './UnfitTextError';

type Options = NonNullable<Parameters<typeof express.json>[0]>;

// As it stands in JSON: a raw NUL is no JSON, and raw UTF-8 has no half pairs.
const SUSPECT = /\\u(0000|d[89a-f])/i;

// By whole characters, so that of surrogates it finds the halves alone.
const UNFIT = /[\0\p{Surrogate}]/u;

const guarded = new WeakSet<Function>();

/**
 * Makes every JSON parser that plugins set up from now on refuse texts and keys which PostgreSQL stores
 * nowhere and upstream's plugins answer with 500. They parse for themselves, each with limits of its own and
 * after it is known who asks, so there is no one place before them.
 */
export function guardJson(): void {
  const { json } = express;
  if (guarded.has(json)) return;
  const guardedJson: typeof json = (options = {}) =>
    json({
      ...options,
      verify(request, response, body, encoding) {
        options.verify?.(request, response, body, encoding);
        requireFitJson(body, encoding);
      },
    } satisfies Options);
  guarded.add(guardedJson);
  express.json = guardedJson;
}

function requireFitJson(body: Buffer, encoding: string): void {
  const text = new TextDecoder(encoding).decode(body);
  if (!SUSPECT.test(text)) return;
  requireFit(parse(text));
}

function requireFit(value: unknown): void {
  if (typeof value === 'string') requireFitText(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    requireFitText(key);
    requireFit(inner);
  }
}

function requireFitText(text: string): void {
  if (UNFIT.test(text)) {
    throw new UnfitTextError('The body');
  }
}

/** What is no JSON is refused by who asked for it. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
