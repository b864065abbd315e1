/** The settings under `terraform` that are known to be safe. */
export const terraformSettings = {
  known: {
    terraform: [
      ...['binary', 'stateDir', 'modulesDir', 'providerMirror', 'env'],
      ...['environments', 'trust'],
      ...['plainEnv', 'policies', 'state', 'stateUrl', 'stateLimit'],
      ...['stateVersions', 'secrets', 'drift'],
    ],
    'terraform.secrets': ['keys'],
    'terraform.secrets.keys[]': ['id', 'secret'],
  },
};
