import { performance } from 'node:perf_hooks';
import { importSource } from '../bin/fromSource.mjs';
import { compareCommands, describeComparison } from './commands.mjs';

/*
 * How long 1,000 different workloads take from text to Kubernetes objects in
 * one process: the median of three rounds, the first of them cold. Then the
 * commands: ours and, where it is on PATH or SCORE_K8S names it, score-k8s: their
 * start, one file, all files in one call, and the same without resources. The last line of standard output is JSON.
 */

const COUNT = 1000;
const BUDGET_MS = 2000;
/** The command is there by then, on a machine where nothing else runs. */
const START_BUDGET_MS = 150;
/** And on any machine in so many times what Node.js itself takes. */
const MOST_OF_NODE = 3;
const ROUNDS = 3;

/** One workload with every kind of thing in it, different for each number. */
function scoreText(number) {
  const name = `service-${String(number).padStart(4, '0')}`;
  return `apiVersion: score.dev/v1b1
metadata:
  name: ${name}
  annotations:
    example.org/team: team-${number % 17}
service:
  ports:
    web:
      port: ${8000 + (number % 1000)}
      targetPort: 8080
containers:
  app:
    image: registry.example/${name}:1.${number}.0
    command: ["/bin/app"]
    args: ["--listen", "0.0.0.0:8080"]
    variables:
      PORT: "8080"
      DB_HOST: \${resources.db.host}
      DB_URL: postgres://\${resources.db.username}:\${resources.db.password}@\${resources.db.host}:\${resources.db.port}/\${resources.db.name}
      QUEUE: \${resources.queue.host}
    files:
      /etc/app/config.yaml:
        mode: "0644"
        content: |
          workload: \${metadata.name}
          number: ${number}
    resources:
      limits: { cpu: "1", memory: 512Mi }
      requests: { cpu: 100m, memory: 128Mi }
    livenessProbe:
      httpGet: { path: /live, port: 8080 }
    readinessProbe:
      httpGet: { path: /ready, port: 8080 }
  migrate:
    image: registry.example/${name}-migrate:1.${number}.0
    before:
      app:
        ready: complete
resources:
  db:
    type: postgres
    params: { version: "16" }
  queue:
    type: amqp
    id: shared-${number % 25}
  address:
    type: dns
  route:
    type: route
    params:
      host: \${resources.address.host}
      path: /
      port: ${8000 + (number % 1000)}
`;
}

/** The same workload, which needs nothing. */
function withoutResources(text) {
  return text
    .slice(0, text.indexOf('\nresources:\n') + 1)
    .replace(/^ +(?:DB_|QUEUE).*\n/gm, '');
}

/** What a provisioner would give out. */
async function provide({ uid, type }, secretRef) {
  const host = `${type}.internal`;
  if (type === 'postgres') {
    return {
      host,
      port: 5432,
      name: 'app',
      username: 'app',
      password: secretRef(uid.replace(/[^a-z0-9-]/g, '-'), 'password'),
    };
  }
  return { host };
}

async function ours(texts) {
  const {
    readScore,
    planResources,
    provideInOrder,
    renderKubernetes,
    secretRef,
  } = await importSource('index.ts');
  const steps = {};
  const cpu = process.cpuUsage();
  const timed = async (step, run) => {
    const from = performance.now();
    const result = await run();
    steps[step] = Math.round(performance.now() - from);
    return result;
  };
  const workloads = await timed('readAndValidate', () =>
    texts.map((text, at) => {
      const { workload, diagnostics } = readScore(text, { file: `${at}.yaml` });
      if (!workload) throw new Error(JSON.stringify(diagnostics));
      return workload;
    }),
  );
  const outputs = await timed('resolve', async () =>
    provideInOrder(workloads, planResources(workloads), request =>
      provide(request, secretRef),
    ),
  );
  const { objects, diagnostics } = await timed('render', () =>
    renderKubernetes(workloads, { outputs }),
  );
  if (!objects.length) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
  const total = Object.values(steps).reduce((sum, ms) => sum + ms, 0);
  const { user, system } = process.cpuUsage(cpu);
  return {
    workloads: workloads.length,
    objects: objects.length,
    steps,
    total,
    // Apart from wall time, as a busy machine stretches that.
    cpuMs: Math.round((user + system) / 1000),
  };
}

const texts = Array.from({ length: COUNT }, (_, at) => scoreText(at));
const rounds = [];
for (let round = 0; round < ROUNDS; round++) rounds.push(await ours(texts));
const result = [...rounds].sort((a, b) => a.total - b.total)[ROUNDS >> 1];
const perFileMs = Math.round((result.total / COUNT) * 1000) / 1000;
process.stdout.write(
  `${COUNT} workloads, read to rendered in one process: ${result.total} ms (budget ${BUDGET_MS} ms), ${perFileMs} ms each, ${result.cpuMs} ms of CPU\n`,
);
const commands = await compareCommands(texts, texts.map(withoutResources));
process.stdout.write(describeComparison(commands));
const { node, ours: command } = commands;
const isStartOk =
  command.start.wallMs <= START_BUDGET_MS ||
  command.start.wallMs <= MOST_OF_NODE * node.wallMs;
process.stdout.write(
  `start of the built command: ${command.start.wallMs} ms (budget ${START_BUDGET_MS} ms, or ${MOST_OF_NODE} times Node.js itself)\n`,
);
const ok = result.total < BUDGET_MS && isStartOk;
process.stdout.write(
  `${JSON.stringify({
    bench: 'score',
    ok,
    budgetMs: BUDGET_MS,
    startBudgetMs: START_BUDGET_MS,
    totalMs: result.total,
    roundsMs: rounds.map(({ total }) => total),
    perFileMs,
    stepsMs: result.steps,
    cpuMs: result.cpuMs,
    workloads: result.workloads,
    objects: result.objects,
    node: process.version,
    commands,
  })}\n`,
);
process.exitCode = ok ? 0 : 1;
