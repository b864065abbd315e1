import { defineConfig } from '@playwright/test';
import {
  portalEnvironment,
  portalUrl as baseURL,
} from './e2e/support/environment';

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/waitUntilFilled.ts',
  outputDir: '.towpath/e2e-results',
  // One portal and two cores: parallel browsers would only slow each other.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: '.towpath/e2e-results.json' }]],
  use: {
    baseURL,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
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
    timeout: 300_000,
    reuseExistingServer: !process.env.CI,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 40_000 },
    stdout: 'pipe',
  },
});
