import { defineConfig } from '@playwright/test';

const port = Number(process.env.TOWPATH_E2E_PORT ?? 7107);
const baseURL = `http://localhost:${port}`;

/** The portal under test has a folder and ports of its own, beside a running one. */
export const portalEnvironment = {
  TOWPATH_DATA: '.towpath/e2e',
  TOWPATH_PORT: String(port),
  TOWPATH_GIT_PORT: String(port + 1),
  TOWPATH_SIGN_IN_PORT: String(port + 2),
  TOWPATH_POSTGRES_PORT: String(port + 3),
  TOWPATH_API_TOKEN: 'read-only-token-of-the-e2e-tests',
};

export default defineConfig({
  testDir: 'e2e',
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
    gracefulShutdown: { signal: 'SIGTERM', timeout: 40_000 },
    stdout: 'pipe',
  },
});
