import type { Manifest } from '../model.ts';

const CLUSTER_SCOPED = [
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'StorageClass',
  'ValidatingWebhookConfiguration',
];

/** True for kinds that live outside of namespaces. */
export const isClusterScoped = ({ kind }: Manifest): boolean =>
  CLUSTER_SCOPED.includes(kind);
