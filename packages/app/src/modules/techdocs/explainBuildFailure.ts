import { isError } from '@backstage/errors';
import { Plainly } from './Plainly';

interface KnownFailure {
  matches: RegExp;
  explanation: string;
}

const knownFailures: KnownFailure[] = [
  {
    matches: /(mkdocs|python3?)\b.*(ENOENT|not found)|spawn .*mkdocs/is,
    explanation:
      'The portal runs where MkDocs is not installed. Install Python 3 with venv and pip (on Debian: apt-get install python3-venv), then start the portal again: it installs mkdocs-techdocs-core by itself.',
  },
  {
    matches: /No module named|\bplugin\b.* not (installed|found)/is,
    explanation:
      'MkDocs is there, but a plugin that these docs ask for is not. Install mkdocs-techdocs-core, and the plugins that mkdocs.yml names, where the portal runs.',
  },
];

// Says itself what to do, and quotes what is in the repository, which may be any words.
const REFUSED = /^\S+ was refused, so these pages were not built/;

/** Puts what to do before the reason why docs could not be built, where that does not say it. */
export function explainBuildFailure(error: unknown): Error {
  const reason = readReason(isError(error) ? error.message : String(error));
  const known = REFUSED.test(reason)
    ? undefined
    : knownFailures.find(({ matches }) => matches.test(reason));
  return new Plainly(known ? `${known.explanation}\n${reason}` : reason);
}

/** The backend sends its words as JSON. */
function readReason(message: string): string {
  try {
    const said: unknown = JSON.parse(message);
    return typeof said === 'string' ? said : message;
  } catch {
    return message;
  }
}
