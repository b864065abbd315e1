/** A provisioner as people of score-k8s write them: it draws, remembers, shares, and refers to a Secret. */
export const REDIS_PROVISIONER = {
  uri: 'template://acme/redis',
  init: 'randomPassword: {{ randAlphaNum 16 | quote }}\n',
  state: [
    'service: redis-{{ substr 0 8 .Guid | lower }}',
    'password: {{ dig "password" .Init.randomPassword .State | quote }}',
    '',
  ].join('\n'),
  shared:
    'cluster: {{ dig "cluster" (randAlpha 6 | lower) .Shared | quote }}\n',
  outputs: [
    'host: {{ .State.service }}',
    'port: 6379',
    'cluster: {{ .Shared.cluster }}',
    'password: {{ encodeSecretRef .State.service "password" }}',
    'url: "redis://:{{ .State.password }}@{{ .State.service }}:6379"',
    '',
  ].join('\n'),
  manifests: `- apiVersion: v1
  kind: Secret
  metadata:
    name: {{ .State.service }}
    labels:
      app.kubernetes.io/instance: {{ .State.service }}
  data:
    password: {{ .State.password | b64enc }}
- apiVersion: apps/v1
  kind: StatefulSet
  metadata:
    name: {{ .State.service }}
    {{ if ne .Namespace "" }}
    namespace: {{ .Namespace }}
    {{ end }}
  spec:
    serviceName: {{ .State.service }}
    template:
      spec:
        volumes:
        - name: config
          secret:
            secretName: {{ .State.service }}
            defaultMode: 0400
`,
};
