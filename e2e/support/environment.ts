const port = Number(process.env.TOWPATH_E2E_PORT ?? 7107);

/** The portal under test has a folder and ports of its own, beside a running one. */
export const portalEnvironment = {
  TOWPATH_DATA: '.towpath/e2e',
  TOWPATH_PORT: String(port),
  TOWPATH_GIT_PORT: String(port + 1),
  TOWPATH_SIGN_IN_PORT: String(port + 2),
  TOWPATH_POSTGRES_PORT: String(port + 3),
  TOWPATH_ARGOCD_PORT: String(port + 4),
  TOWPATH_API_TOKEN: 'read-only-token-of-the-e2e-tests',
};

export const portalUrl = `http://localhost:${port}`;
export const gitUrl = `http://localhost:${port + 1}`;
export const argoCdUrl = `http://localhost:${port + 4}`;
