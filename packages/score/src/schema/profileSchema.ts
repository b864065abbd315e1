const texts = { type: 'object', additionalProperties: { type: 'string' } };
const timing = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    [
      'initialDelaySeconds',
      'periodSeconds',
      'timeoutSeconds',
      'successThreshold',
      'failureThreshold',
      'terminationGracePeriodSeconds',
    ].map(name => [name, { type: 'integer', minimum: 0 }]),
  ),
};
const without = (...names: string[]) => ({
  type: 'object',
  propertyNames: { not: { enum: names } },
});
const settings = {
  labels: texts,
  annotations: texts,
  replicas: { type: 'integer', minimum: 0 },
  pod: without('containers', 'initContainers', 'volumes'),
  container: without('name', 'image', 'command', 'args'),
  probes: {
    type: 'object',
    additionalProperties: false,
    properties: { liveness: timing, readiness: timing, startup: timing },
  },
};

/** What a KubernetesProfile looks like as data. */
export const profileSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ...settings,
    tiers: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: settings,
      },
    },
  },
};
