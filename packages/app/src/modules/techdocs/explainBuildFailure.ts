import { ForwardedError, isError } from '@backstage/errors';

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

/**
 * Puts what to do before the reason why docs could not be built; an unknown
 * reason is passed on as it is.
 */
export function explainBuildFailure(error: unknown): unknown {
  const message = isError(error) ? error.message : String(error);
  const known = knownFailures.find(({ matches }) => matches.test(message));
  return known ? new ForwardedError(known.explanation, error) : error;
}
