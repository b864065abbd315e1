import { watchConsole } from './consoleWatch';

function watched() {
  const told = { error: () => {}, warn: () => {} } as unknown as Console;
  return { told, watch: watchConsole(told) };
}

describe('what a page writes to the console', () => {
  it.each(['error', 'warn'] as const)('fails its test: console.%s', level => {
    const { told, watch } = watched();
    told[level]('Warning: Each child in %s needs a key', 'a list');
    expect(watch.check).toThrow(
      `console.${level}: Warning: Each child in a list needs a key`,
    );
  });

  it('fails one test, and not the next as well', () => {
    const { told, watch } = watched();
    told.error(new Error('away'));
    expect(watch.check).toThrow('away');
    expect(watch.check).not.toThrow();
  });

  it('is let through where only upstream can mend it', () => {
    const { told, watch } = watched();
    told.error('Warning: findDOMNode is deprecated and will be removed');
    told.warn('⚠️ React Router Future Flag Warning: React Router will');
    expect(watch.check).not.toThrow();
  });

  it('is not let through for a word in the middle of it', () => {
    const { told, watch } = watched();
    told.error('The page broke: Warning: findDOMNode is deprecated');
    expect(watch.check).toThrow('The page broke');
  });
});
