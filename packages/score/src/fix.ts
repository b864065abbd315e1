import { sameJson } from './json';
import type { Diagnostic } from './diagnostics/diagnostic';
import { hasErrors } from './diagnostics/diagnostic';
import { parseText, withEscapes } from './load/parse';
import type { LoadLimits } from './load/parse';
import { valueOf } from './load/nodes';
import { quoteForReference } from './normalise/quoteTexts';
import { readNodes } from './readScore';

/** @public */
export interface FixResult {
  /** The text to write; the one given when there was nothing to fix. */
  text: string;
  changed: boolean;
  /** True when the text to write is valid. */
  valid: boolean;
  /** What was changed, as warnings, and what is left, as errors. */
  diagnostics: Diagnostic[];
}

/**
 * Rewrites a Score file into the official form. Comments and order stay; a file
 * with nothing to fix comes back byte for byte. Aliases are written out when,
 * and only when, something has to be changed.
 *
 * @public
 */
export function fixScore(
  text: string,
  options: LoadLimits & { file?: string } = {},
): FixResult {
  const reading = readNodes(text, { ...options, dialect: 'normalise' });
  const { diagnostics, document, tree } = reading;
  if (!reading.rewritten || !document || !tree) {
    return { text, changed: false, valid: reading.valid, diagnostics };
  }
  const wanted = tree.value();
  quoteForReference(tree.root);
  document.contents = tree.root as typeof document.contents;
  const written = likeSource(
    text,
    withEscapes(
      document.toString({
        lineWidth: 0,
        flowCollectionPadding: /[[{] \S/.test(text),
      }),
    ),
  );
  const again = parseText(written, options);
  if (
    hasErrors(again.diagnostics) ||
    !sameJson(valueOf(again.contents), wanted)
  ) {
    return {
      text,
      changed: false,
      valid: false,
      diagnostics: [...diagnostics, unwritable()],
    };
  }
  return { text: written, changed: true, valid: reading.valid, diagnostics };
}

/** Keeps the line ends of the source, and JSON as JSON. */
function likeSource(source: string, written: string): string {
  return source.includes('\r\n') ? written.replace(/\r?\n/g, '\r\n') : written;
}

function unwritable(): Diagnostic {
  return {
    severity: 'error',
    code: 'fix/unwritable',
    message:
      'the file is written in a way that cannot be kept while it is changed',
    path: [],
    fix: {
      text: 'make the changes that validate lists by hand',
      automatic: false,
    },
  };
}
