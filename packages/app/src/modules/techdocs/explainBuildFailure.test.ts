import { explainBuildFailure } from './explainBuildFailure';

const explained = (message: string): string =>
  (explainBuildFailure(new Error(message)) as Error).message;

describe('explainBuildFailure', () => {
  it.each([
    'Failed to generate docs from /tmp/a into /tmp/b; caused by Error: spawn mkdocs ENOENT',
    'Failed to generate docs: /bin/sh: mkdocs: not found',
  ])('says what to install when MkDocs is missing: %s', message => {
    expect(explained(message)).toContain('Install Python 3');
    expect(explained(message)).toContain(message);
  });

  it('says what to install when a plugin of MkDocs is missing', () => {
    expect(
      explained(
        'Config value: plugins. The "techdocs-core" plugin is not installed',
      ),
    ).toContain('mkdocs-techdocs-core');
  });

  it('does not blame the installation for a mistake in the docs', () => {
    const mistake = new Error('mkdocs.yml: nav refers to missing.md');
    expect(explainBuildFailure(mistake)).toBe(mistake);
  });
});
