/**
 * The part of the Compose file format that is rendered. `$` in texts is
 * written `$$`, as Compose reads it.
 *
 * @public
 */
export interface ComposeFile {
  services: Record<string, ComposeService>;
  configs?: Record<string, { content?: string; file?: string }>;
  volumes?: Record<string, Record<string, unknown>>;
}

/** @public */
export interface ComposeService {
  image: string;
  entrypoint?: string[];
  command?: string[];
  environment?: Record<string, string>;
  annotations: Record<string, string>;
  configs?: { source: string; target: string; mode?: string }[];
  volumes?: ComposeMount[];
  ports?: {
    name: string;
    target: number;
    published: string;
    protocol: 'tcp' | 'udp';
    host_ip: string;
  }[];
  healthcheck?: { test: string[]; interval: string; timeout: string };
  depends_on?: Record<
    string,
    {
      condition:
        | 'service_started'
        | 'service_healthy'
        | 'service_completed_successfully';
    }
  >;
  deploy?: { resources: Record<string, { cpus?: string; memory?: string }> };
  networks?: Record<string, { aliases: string[] }>;
  network_mode?: string;
  restart?: string;
}

/** @public */
export interface ComposeMount {
  type: string;
  source?: string;
  target: string;
  read_only?: boolean;
  volume?: Record<string, unknown>;
  bind?: Record<string, unknown>;
  tmpfs?: Record<string, unknown>;
}
