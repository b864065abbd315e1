/** One entry of `argocd.instances`, checked. */
export interface InstanceSettings {
  name: string;
  /** Without a slash at the end. */
  url: string;
  credentials: TokenCredentials | PasswordCredentials;
  caFile?: string;
  insecureSkipVerify?: boolean;
  /** How long one request may take, in milliseconds. */
  timeoutMs: number;
}

interface TokenCredentials {
  token: string;
}

interface PasswordCredentials {
  username: string;
  password: string;
}
