import { explainBuildFailure } from './explainBuildFailure';

/** As the page shows it. */
const explained = (message: string): string =>
  String(explainBuildFailure(new Error(message)));

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
    const mistake = 'mkdocs.yml: nav refers to missing.md';
    expect(explained(mistake)).toBe(mistake);
  });

  it('shows the words of the backend, line by line, without marks around them', () => {
    const refusal =
      'mkdocs.yml was refused, so these pages were not built:\n• hooks is not allowed';
    expect(explained(JSON.stringify(refusal))).toBe(refusal);
  });

  it('does not take what a repository wrote for a fault of the installation', () => {
    const refusal =
      'mkdocs.yml was refused, so these pages were not built:\n• nav is "No module named x: mkdocs not found"';
    expect(explained(refusal)).toBe(refusal);
  });
});
