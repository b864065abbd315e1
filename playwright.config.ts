import { defineConfig } from '@playwright/test';
import {
  portalEnvironment,
  portalUrl as baseURL,
} from './e2e/support/environment';

/**
 * Two files run at a time. What is not named here comes first: documentation is built meanwhile, and the longest file
 * is not the last one.
 */
const LATER = [
  ['accessibility', 'find'],
  ['promotion'],
  ['doors', 'provisioning', 'stacks'],
].map(names => names.map(name => `**/${name}.spec.ts`));
const CRASH = '**/crash.spec.ts';

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/waitUntilFilled.ts',
  outputDir: '.towpath/e2e-results',
  // Most of the time a test waits for builds, syncs and soak times, so two fit on two cores. What a file
  // changes (services, freezes, stacks) no other file looks at.
  workers: 2,
  // Limits end what has come to a stop. They say nothing of how fast a machine is that has other work too.
  timeout: 1_200_000,
  expect: { timeout: 180_000 },
  forbidOnly: Boolean(process.env.CI),
  projects: [
    {
      name: 'first',
      testIgnore: [...LATER.flat(), CRASH],
      teardown: 'crash',
    },
    ...LATER.map((testMatch, at) => ({
      name: `later ${at + 1}`,
      testMatch,
      teardown: 'crash',
    })),
    // It kills the portal: after all others, and also when one of them has failed.
    { name: 'crash', testMatch: CRASH },
  ],
  reporter: [['list'], ['json', { outputFile: '.towpath/e2e-results.json' }]],
  use: {
    baseURL,
    screenshot: 'only-on-failure',
    // Without a film of every test, which takes a part of the processor from all of them.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: process.env.TOWPATH_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'npm run reset && npm start',
    env: portalEnvironment,
    url: `${baseURL}/.backstage/health/v1/readiness`,
    timeout: 600_000,
    reuseExistingServer: !process.env.CI,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 40_000 },
    stdout: 'pipe',
  },
});
