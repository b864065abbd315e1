import { performance } from 'node:perf_hooks';
import { createRequire } from 'node:module';

/*
 * How long a plan of 2,000 resources takes from the value that `terraform show -json` printed to text,
 * Markdown and JSON: the median of five rounds. The gate is the ratio to what parsing the same JSON
 * takes in the same run, as a busy machine stretches both. The last line of standard output is JSON.
 */

const COUNT = 2000;
const BUDGET_MS = 300;
const RATIO = 30;
const ROUNDS = 5;

const ACTIONS = [
  ['create'],
  ['update'],
  ['delete', 'create'],
  ['delete'],
  ['no-op'],
];

function resourceChange(number) {
  const actions = ACTIONS[number % ACTIONS.length];
  const values = version => ({
    name: `service-${number}`,
    password: `secret-${number % 50}-of-${version}`,
    tags: {
      team: `team-${number % 17}`,
      version,
      'app.kubernetes.io/name': 'x',
    },
    rules: [1, 2, 3].map(port => ({ port, from: ['10.0.0.0/8'], version })),
    policy: JSON.stringify({ Statement: [{ Effect: 'Allow', version }] }),
  });
  const mask = { password: true, tags: {}, rules: [{}, {}, {}] };
  const comes = !actions.includes('create') || actions.length > 1;
  return {
    address: `module.stack[${number}].example_service.this["${number}"]`,
    mode: 'managed',
    type: 'example_service',
    name: 'this',
    provider_name: 'registry.example/example/example',
    change: {
      actions,
      before: comes ? values('1') : null,
      after: actions.join() === 'delete' ? null : values('2'),
      after_unknown: { id: true },
      before_sensitive: comes ? mask : false,
      after_sensitive: mask,
      ...(actions.length > 1 && { replace_paths: [['tags', 'version']] }),
    },
  };
}

const text = JSON.stringify({
  format_version: '1.2',
  terraform_version: '1.11.4',
  resource_changes: Array.from({ length: COUNT }, (_, at) =>
    resourceChange(at),
  ),
  output_changes: {},
  applyable: true,
  complete: true,
  errored: false,
});

const require = createRequire(import.meta.url);
// Lets Node read the TypeScript of this package without a build.
require('@backstage/cli-node/config/nodeTransform.cjs');
const { projectPlan, renderMarkdown, renderText } = require('../src/plan');

function time(run) {
  const from = performance.now();
  const result = run();
  return { ms: performance.now() - from, result };
}

const rounds = Array.from({ length: ROUNDS }, () => {
  const parse = time(() => JSON.parse(text));
  const cpu = process.cpuUsage();
  const project = time(() => projectPlan(parse.result));
  const render = time(() => [
    renderText(project.result),
    renderMarkdown(project.result),
    JSON.stringify(project.result),
  ]);
  const { user, system } = process.cpuUsage(cpu);
  return {
    parse: parse.ms,
    cpu: (user + system) / 1000,
    project: project.ms,
    render: render.ms,
    total: project.ms + render.ms,
    resources: project.result.resources.length,
    characters: render.result[0].length,
  };
});
const median = [...rounds].sort((a, b) => a.total - b.total)[ROUNDS >> 1];
const parseMs = [...rounds].map(one => one.parse).sort((a, b) => a - b)[
  ROUNDS >> 1
];
const ratio = median.total / parseMs;
const round = value => Math.round(value * 10) / 10;

process.stdout.write(
  `a plan of ${COUNT} resources, projected and rendered: ${round(
    median.total,
  )} ms (budget ${BUDGET_MS} ms), ${round(
    ratio,
  )} times its parsing (at most ${RATIO})\n`,
);
process.stdout.write(
  `${JSON.stringify({
    bench: 'terraform',
    ok: ratio < RATIO,
    budgetMs: BUDGET_MS,
    totalMs: round(median.total),
    projectMs: round(median.project),
    renderMs: round(median.render),
    // Apart from wall time, as a busy machine stretches that.
    cpuMs: round(median.cpu),
    parseMs: round(parseMs),
    ratio: round(ratio),
    ratioAtMost: RATIO,
    withinBudget: median.total < BUDGET_MS,
    roundsMs: rounds.map(({ total }) => round(total)),
    resources: median.resources,
    characters: median.characters,
    node: process.version,
  })}\n`,
);
process.exitCode = ratio < RATIO ? 0 : 1;
