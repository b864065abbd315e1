/** The settings under `terraform` that are known to be safe. */
export const terraformSettings = {
  known: {
    terraform: [
      ...['binary', 'stateDir', 'modulesDir', 'providerMirror', 'env'],
      ...['plainEnv', 'policies', 'drift', 'secrets'],
    ],
  },
};
