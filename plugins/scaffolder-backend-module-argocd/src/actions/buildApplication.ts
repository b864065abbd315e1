import type { Application, SyncPolicy } from '@towpath/argocd';

export interface CreateInput {
  name: string;
  appNamespace?: string;
  project?: string;
  repoUrl: string;
  path: string;
  revision?: string;
  namespace: string;
  server?: string;
  cluster?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  parameters?: Record<string, string | number | boolean>;
  valueFiles?: string[];
  images?: string[];
  autoSync?: boolean;
  prune?: boolean;
  selfHeal?: boolean;
  syncOptions?: string[];
}

const THIS_CLUSTER = 'https://kubernetes.default.svc';

/** The Application object that these inputs describe. */
export function buildApplication(input: CreateInput): Application {
  const { name, appNamespace, labels, annotations, project } = input;
  return {
    metadata: {
      name,
      ...(appNamespace && { namespace: appNamespace }),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
    spec: {
      project: project ?? 'default',
      destination: {
        ...(input.cluster
          ? { name: input.cluster }
          : { server: input.server ?? THIS_CLUSTER }),
        namespace: input.namespace,
      },
      source: {
        repoURL: input.repoUrl,
        path: input.path,
        targetRevision: input.revision ?? 'HEAD',
        ...buildHelm(input),
        ...(input.images?.length && { kustomize: { images: input.images } }),
      },
      ...buildSyncPolicy(input),
    },
  };
}

function buildHelm({ parameters = {}, valueFiles }: CreateInput) {
  const entries = Object.entries(parameters);
  if (entries.length === 0 && !valueFiles?.length) return {};
  return {
    helm: {
      ...(entries.length && {
        parameters: entries.map(([name, value]) => ({
          name,
          value: String(value),
        })),
      }),
      ...(valueFiles?.length && { valueFiles }),
    },
  };
}

function buildSyncPolicy(input: CreateInput): { syncPolicy?: SyncPolicy } {
  const { autoSync, prune, selfHeal, syncOptions } = input;
  if (!autoSync && !syncOptions?.length) return {};
  return {
    syncPolicy: {
      ...(autoSync && {
        automated: {
          ...(prune && { prune }),
          ...(selfHeal && { selfHeal }),
        },
      }),
      ...(syncOptions?.length && { syncOptions }),
    },
  };
}
