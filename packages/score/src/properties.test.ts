import fc from 'fast-check';
import { stringify } from 'yaml';
import {
  almostWorkload,
  anyValue,
  dialectWorkload,
  shuffled,
} from './__testUtils__/arbitraries';
import { Folder } from './__testUtils__/runCommand';
import { fullWorkload } from './__testUtils__/verdicts';
import {
  fixScore,
  formatHuman,
  planResources,
  profileProblems,
  readScore,
  renderCompose,
  renderKubernetes,
  secretRef,
  tokens,
  toSarif,
} from '.';
import type { Workload } from '.';

const OPTIONS = {
  unknownOutputs: 'refer',
  missingImage: 'name',
  readSource: () => new Uint8Array([111, 107]),
} as const;

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ...'&*<>|-:{}[]?!%@`"\'# \n\t\r'.split(''),
      'a',
      '&a ',
      '*a',
      '<<: ',
      '- ',
      'resources:\n',
      '${',
      '\u0000',
      '\uFEFF',
    ),
    maxLength: 60,
  }),
  anyValue.map(value => stringify(value)),
  almostWorkload.map(value => JSON.stringify(value)),
  dialectWorkload.map(value => stringify(value)),
);

/** Everything that can be done with a text. */
function doAll(text: string) {
  const read = readScore(text, { file: 'score.yaml', dialect: 'normalise' });
  readScore(text, {
    overrides: { file: { text }, properties: [text, `a.b=${text}`] },
  });
  fixScore(text);
  formatHuman(read.diagnostics);
  toSarif(read.diagnostics, { version: '1' });
  if (!read.workload) return;
  planResources([read.workload, read.workload]);
  renderKubernetes([read.workload], OPTIONS);
  renderKubernetes([read.workload]);
  renderCompose([read.workload], OPTIONS);
  renderCompose([read.workload]);
}

function workloadOf(value: unknown): Workload | undefined {
  return readScore(stringify(value), { dialect: 'normalise' }).workload;
}

describe('whatever the input', () => {
  it('nothing throws', () => {
    fc.assert(
      fc.property(anyText, text => doAll(text)),
      { numRuns: 400 },
    );
  });

  it('nothing throws on any outputs, whatever a provisioner says', () => {
    const outputs = fc.dictionary(
      fc.constantFrom('host', 'port', 'source', 'type', 'claimSpec', 'volume'),
      fc.oneof(
        anyValue,
        fc.constant(secretRef('name', 'key')),
        fc.constant({ deep: [secretRef('name', 'key')] }),
      ),
    );
    const workload = readScore(JSON.stringify(fullWorkload())).workload!;
    const { resources } = planResources([workload]);
    fc.assert(
      fc.property(
        fc.array(outputs, { minLength: 3, maxLength: 3 }),
        anyValue,
        (given, profile) => {
          const known = new Map(
            resources.map(({ uid }, at) => [uid, given[at]]),
          );
          const options = { ...OPTIONS, outputs: known };
          renderKubernetes([workload], options);
          renderCompose([workload], options);
          expect(Array.isArray(profileProblems(profile))).toBe(true);
        },
      ),
    );
  });

  it('the command ends with 0, 1 or 2, whatever its arguments', async () => {
    const folder = new Folder();
    folder.write('a.yaml', JSON.stringify(fullWorkload()));
    folder.write('b.yaml', 'resources: [{ name: db }]');
    const word = fc.oneof(
      fc.constantFrom(
        'validate',
        'fix',
        'render',
        'graph',
        'explain',
        'a.yaml',
        'b.yaml',
        '-',
        '--format',
        'json',
        'sarif',
        'mermaid',
        '--stdout',
        '--check',
        '--target',
        'compose',
        '--image',
        'app=x',
        '--outputs',
        '--profile',
        'restricted',
        '--override-property',
        'metadata.name=x',
        '--overrides-file',
      ),
      fc.string({ maxLength: 4 }).filter(text => !/^-+[a-z]*[wo]/.test(text)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async args => {
        const { code } = await folder.run(args);
        expect([0, 1, 2]).toContain(code);
      }),
      { numRuns: 300 },
    );
    folder.remove();
  });

  it('every finding has a code, a message and a place in the text', () => {
    fc.assert(
      fc.property(anyText, text => {
        const lines = text.split('\n').length + 1;
        for (const one of readScore(text, { file: 'f' }).diagnostics) {
          expect(one.code).toMatch(/^[a-z]+\/[a-z-]+$/);
          expect(one.message).not.toBe('');
          expect(one.position!.line).toBeGreaterThanOrEqual(1);
          expect(one.position!.line).toBeLessThanOrEqual(lines);
          expect(one.position!.column).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });

  it('a workload comes back when, and only when, there is no error', () => {
    fc.assert(
      fc.property(almostWorkload, value => {
        const { valid, workload, diagnostics } = readScore(
          JSON.stringify(value),
        );
        expect(workload !== undefined).toBe(valid);
        expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(
          !valid,
        );
      }),
    );
  });

  it('the pieces of a text without dollars are the text', () => {
    fc.assert(
      fc.property(
        fc.string().filter(text => !text.includes('$')),
        text => expect(tokens(text)).toEqual(text ? [{ text }] : []),
      ),
    );
  });
});

describe('fix', () => {
  const file = fc.oneof(
    dialectWorkload.map(value => stringify(value)),
    almostWorkload.map(value => stringify(value)),
    almostWorkload.map(value => JSON.stringify(value, null, 2)),
  );

  it('done twice is done once', () => {
    fc.assert(
      fc.property(file, text => {
        const once = fixScore(text);
        const twice = fixScore(once.text);
        expect(twice.text).toBe(once.text);
        expect(twice.changed).toBe(false);
        expect(twice.valid).toBe(once.valid);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves a valid file as it is, byte for byte', () => {
    fc.assert(
      fc.property(file, text => {
        const { valid, diagnostics } = readScore(text);
        fc.pre(valid && diagnostics.length === 0);
        expect(fixScore(text)).toMatchObject({ text, changed: false });
      }),
    );
  });

  it('does not change what is rendered', () => {
    fc.assert(
      fc.property(file, text => {
        const before = readScore(text, { dialect: 'normalise' });
        const after = readScore(fixScore(text).text);
        expect(after.valid).toBe(before.valid);
        expect(after.workload).toEqual(before.workload);
        if (!before.workload || !after.workload) return;
        expect(renderKubernetes([after.workload], OPTIONS)).toEqual(
          renderKubernetes([before.workload], OPTIONS),
        );
        expect(renderCompose([after.workload], OPTIONS)).toEqual(
          renderCompose([before.workload], OPTIONS),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every comment', () => {
    fc.assert(
      fc.property(dialectWorkload, fc.boolean(), (value, indentSeq) => {
        const text = commented(
          stringify(value, { indentSeq, aliasDuplicateObjects: false }),
        );
        const comments = text.match(/# c\d+/g) ?? [];
        const kept = fixScore(text).text.match(/# c\d+/g) ?? [];
        expect([...kept].sort()).toEqual([...comments].sort());
      }),
      { numRuns: 100 },
    );
  });
});

/** Puts a comment above, or behind, every plain line. */
function commented(text: string): string {
  let count = 0;
  return text
    .split('\n')
    .map(line => {
      if (!/^ *(- )?[A-Za-z/]+: ?[A-Za-z0-9/.]*$/.test(line)) return line;
      count += 1;
      const indent = /^ */.exec(line)![0];
      return count % 2
        ? `${indent}# c${count}\n${line}`
        : `${line} # c${count}`;
    })
    .join('\n');
}

describe('order', () => {
  const several = fc
    .uniqueArray(almostWorkload, { maxLength: 3 })
    .map(values => values.flatMap(value => workloadOf(value) ?? []))
    .map(workloads =>
      workloads.map((workload, at) => ({
        ...workload,
        metadata: { ...workload.metadata, name: `workload-${at}` },
      })),
    );

  it('of resources and objects depends on no map order and no file order', () => {
    fc.assert(
      fc.property(several, fc.nat(), (workloads, seed) => {
        const other = [...workloads]
          .reverse()
          .map(workload => shuffled(workload, seed) as Workload);
        expect(planResources(other).resources).toEqual(
          planResources(workloads).resources,
        );
        const text = (all: Workload[]) =>
          JSON.stringify([
            renderKubernetes(all, OPTIONS).objects,
            renderCompose(all, OPTIONS).compose,
          ]);
        expect(text(other)).toBe(text(workloads));
      }),
      { numRuns: 200 },
    );
  });
});
