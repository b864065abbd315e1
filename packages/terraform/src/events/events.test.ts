import fc from 'fast-check';
import { describeEvent } from './describeEvent';
import { readEvent } from './readEvent';
import { RunTally } from '../run/RunTally';

const line = (value: object) => JSON.stringify(value);
const hook = (addr: string, more = {}) => ({
  resource: { addr },
  action: 'create',
  ...more,
});

describe('readEvent', () => {
  it('tells progress of a resource, without the id it got', () => {
    const event = readEvent(
      line({
        type: 'apply_complete',
        hook: hook('a.b', { id_value: 's3cret-id', elapsed_seconds: 3 }),
      }),
    );
    expect(event).toEqual({
      type: 'resource',
      operation: 'apply',
      phase: 'complete',
      address: 'a.b',
      action: 'create',
      elapsedSeconds: 3,
    });
    expect(describeEvent(event!)).toBe('a.b: created after 3 s');
  });

  it('leaves out what a provisioner prints: it may be a secret nobody knows yet', () => {
    const event = readEvent(
      line({
        type: 'provision_progress',
        '@message': 'a.b: (local-exec): s3cret',
        hook: hook('a.b', { provisioner: 'local-exec', output: 's3cret' }),
      }),
    );
    expect(JSON.stringify(event)).not.toContain('s3cret');
  });

  it('leaves code and values out of a diagnostic, and keeps its place', () => {
    const event = readEvent(
      line({
        type: 'diagnostic',
        diagnostic: {
          severity: 'error',
          summary: 'Invalid',
          detail: 'why',
          range: { filename: 'main.tf', start: { line: 3, column: 5 } },
          snippet: { code: 's3cret', values: [{ statement: 's3cret' }] },
        },
      }),
    );
    expect(event).toEqual({
      type: 'diagnostic',
      diagnostic: {
        severity: 'error',
        summary: 'Invalid',
        detail: 'why',
        place: { file: 'main.tf', line: 3, column: 5 },
      },
    });
    expect(describeEvent(event!)).toBe('Error: Invalid (main.tf:3): why');
  });

  it('never passes on the state that Terraform prints when it cannot save it', () => {
    const dump = line({
      type: 'log',
      '@message': 'Emergency state dump',
      state: { resources: ['s3cret'] },
    });
    expect(readEvent(dump)).toEqual({ type: 'state-dump' });
    expect(readEvent(dump.slice(0, -4))).toEqual({ type: 'unreadable' });
  });

  it('takes plain lines and types that it does not know for messages', () => {
    expect(readEvent('Initializing the backend...')).toEqual({
      type: 'message',
      severity: 'info',
      text: 'Initializing the backend...',
    });
    expect(
      readEvent(line({ type: 'policy_x', '@level': 'warn', '@message': 'm' })),
    ).toEqual({ type: 'message', severity: 'warning', text: 'm' });
    expect(readEvent('  ')).toBeUndefined();
  });

  it('knows OpenTofu, and a major version of the format that it cannot read', () => {
    expect(
      readEvent(line({ type: 'version', tofu: '1.12', ui: '1.2' })),
    ).toEqual({
      type: 'version',
      tool: 'tofu',
      version: '1.12',
      ui: '1.2',
      supported: true,
    });
    expect(
      readEvent(line({ type: 'version', terraform: '2.0', ui: '2.0' })),
    ).toMatchObject({ supported: false });
  });

  it('shows no value of an output that is sensitive or does not say', () => {
    expect(
      readEvent(
        line({
          type: 'outputs',
          outputs: {
            a: { sensitive: true, value: 'x' },
            b: { sensitive: false, value: 1 },
            c: { value: 'x' },
          },
        }),
      ),
    ).toEqual({
      type: 'outputs',
      outputs: {
        a: { sensitive: true },
        b: { sensitive: false, value: 1 },
        c: { sensitive: true },
      },
    });
  });

  it('crashes on no line', () => {
    const type = fc.constantFrom(
      'version',
      'diagnostic',
      'planned_change',
      'change_summary',
      'outputs',
      'log',
      'apply_start',
      'provision_errored',
      '__proto___start',
      'constructor',
    );
    const json = fc
      .tuple(fc.dictionary(fc.string(), fc.jsonValue()), type, fc.jsonValue())
      .map(([rest, t, inner]) =>
        JSON.stringify({
          ...rest,
          type: t,
          hook: inner,
          change: inner,
          changes: inner,
          diagnostic: inner,
          outputs: inner,
        }),
      );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          json,
          json.map(text => text.slice(0, -3)),
        ),
        text => {
          const event = readEvent(text);
          if (!event) return;
          describeEvent(event);
          expect(() => new RunTally().add(event)).not.toThrow();
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('RunTally', () => {
  const tally = (...types: [string, string][]) => {
    const result = new RunTally();
    for (const [type, addr] of types) {
      result.add(readEvent(line({ type, hook: hook(addr) }))!);
    }
    return result;
  };

  it('lists what nobody saw the end of as unknown', () => {
    const ending = tally(
      ['apply_start', 'a.done'],
      ['apply_start', 'a.flight'],
      ['apply_progress', 'a.flight'],
      ['apply_start', 'a.broken'],
      ['apply_complete', 'a.done'],
      ['apply_errored', 'a.broken'],
    ).ending({ exitCode: 137 });
    expect(ending).toMatchObject({
      outcome: 'killed',
      complete: [{ address: 'a.done' }],
      failed: [{ address: 'a.broken' }],
      unknown: [{ address: 'a.flight' }],
    });
  });

  it('believes the last words of a run whose exit code nobody wrote down', () => {
    const done = tally();
    expect(done.ending('vanished').outcome).toBe('killed');
    done.add(
      readEvent(
        line({ type: 'change_summary', changes: { operation: 'apply' } }),
      )!,
    );
    expect(done.ending('vanished').outcome).toBe('succeeded');
  });
});
