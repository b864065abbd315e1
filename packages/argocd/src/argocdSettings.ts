/** The settings under `argocd` that are known to be safe, and where they lead to other services. */
export const argocdSettings = {
  known: {
    argocd: ['instances'],
    'argocd.instances[]': [
      ...['name', 'url', 'token', 'username', 'password', 'caFile', 'timeout'],
      // Refused for what its name says.
      'insecureSkipVerify',
    ],
  },
  services: ['argocd'],
};
