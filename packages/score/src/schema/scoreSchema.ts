/*
 * The Score specification v1b1, release 0.4.1, as a JSON Schema in our own
 * words. It accepts and refuses exactly what the published schema does; a
 * differential test holds this where the published one is at hand.
 */

const name = (what: string) => ({
  description: `The name of ${what}: 2 to 63 of a-z, 0-9 and "-", with neither end a "-".`,
  minLength: 2,
  maxLength: 63,
  pattern: '^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$',
});

const annotations = {
  description:
    'Notes for tools, each a text under a key such as `example.org/team`.',
  type: 'object',
  propertyNames: {
    minLength: 2,
    maxLength: 316,
    pattern:
      '^(([a-z0-9][a-z0-9-]{0,61}[a-z0-9])(\\.[a-z0-9][a-z0-9-]{0,61}[a-z0-9])*/)?[A-Za-z0-9][A-Za-z0-9._-]{0,61}[A-Za-z0-9]$',
  },
  additionalProperties: { type: 'string' },
};

const port = (description: string) => ({
  description,
  type: 'integer',
  minimum: 1,
  maximum: 65535,
});

const typeName = (description: string) => ({
  description,
  type: 'string',
  minLength: 2,
  maxLength: 63,
  pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]$',
});

const texts = (description: string) => ({
  description,
  type: 'array',
  items: { type: 'string' },
});

const listOrMap = (description: string, item: string) => ({
  description,
  type: ['array', 'object'],
  if: { type: 'array' },
  then: { items: { $ref: item } },
  else: {
    additionalProperties: {
      $ref: item,
      not: { type: 'object', required: ['target'] },
    },
  },
});

/**
 * JSON Schema (draft 2020-12) of a Score file.
 *
 * @public
 */
export const scoreSchema: Readonly<Record<string, unknown>> = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Score workload, score.dev/v1b1',
  description: 'What one workload needs, wherever it runs.',
  type: 'object',
  required: ['apiVersion', 'metadata', 'containers'],
  additionalProperties: false,
  properties: {
    apiVersion: {
      description: 'The version of the format: always `score.dev/v1b1`.',
      type: 'string',
      pattern: '^score\\.dev/v1b1$',
    },
    metadata: {
      description:
        'Who the workload is. Keys besides `name` and `annotations` are free.',
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string', ...name('the workload') },
        annotations,
      },
    },
    service: {
      description: 'What the workload offers to others.',
      type: 'object',
      additionalProperties: false,
      properties: {
        ports: {
          description: 'Network ports by name.',
          type: 'object',
          propertyNames: name('a port'),
          additionalProperties: { $ref: '#/$defs/servicePort' },
        },
      },
    },
    containers: {
      description: 'The containers of the workload by name; at least one.',
      type: 'object',
      minProperties: 1,
      propertyNames: name('a container'),
      additionalProperties: { $ref: '#/$defs/container' },
    },
    resources: {
      description:
        'What the workload needs from its surroundings, by name: databases, queues, volumes, names.',
      type: 'object',
      propertyNames: name('a resource'),
      additionalProperties: { $ref: '#/$defs/resource' },
    },
  },
  $defs: {
    servicePort: {
      description: 'One port.',
      type: 'object',
      required: ['port'],
      additionalProperties: false,
      properties: {
        port: port('The port that others use, 1 to 65535.'),
        protocol: {
          description: '`TCP` (also when left out) or `UDP`.',
          type: 'string',
          enum: ['TCP', 'UDP'],
        },
        targetPort: port(
          'The port that the container listens on; `port` when left out.',
        ),
      },
    },
    container: {
      description: 'One container.',
      type: 'object',
      required: ['image'],
      additionalProperties: false,
      properties: {
        image: {
          description: 'The image, or `.` when it is given at deploy time.',
          type: 'string',
          minLength: 1,
        },
        command: texts('Replaces the entry point of the image.'),
        args: texts('Replaces the arguments of the entry point.'),
        variables: {
          description:
            'Environment variables. Placeholders such as `${resources.db.host}` are filled in.',
          type: 'object',
          propertyNames: { minLength: 1, pattern: '^[^=]+$' },
          additionalProperties: { type: 'string' },
        },
        files: listOrMap(
          'Files to put into the container, by target path. The list form is deprecated.',
          '#/$defs/containerFile',
        ),
        volumes: listOrMap(
          'Volumes to mount, by target path. The list form is deprecated.',
          '#/$defs/containerVolume',
        ),
        before: {
          description:
            'Containers that wait for this one: `migrate.before.app.ready: complete` starts `app` after `migrate` has ended.',
          type: 'object',
          propertyNames: name('a container'),
          additionalProperties: {
            type: 'object',
            required: ['ready'],
            additionalProperties: false,
            properties: {
              ready: {
                description:
                  'What the other container waits for: `started`, `healthy` or `complete`.',
                type: 'string',
                enum: ['started', 'healthy', 'complete'],
              },
            },
          },
        },
        resources: {
          description: 'Computing power and memory of the container.',
          type: 'object',
          additionalProperties: false,
          properties: {
            limits: { $ref: '#/$defs/computeAmounts' },
            requests: { $ref: '#/$defs/computeAmounts' },
          },
        },
        livenessProbe: { $ref: '#/$defs/probe' },
        readinessProbe: { $ref: '#/$defs/probe' },
      },
    },
    containerFile: {
      description:
        'One file. Exactly one of `content`, `binaryContent` and `source` says what is in it.',
      type: 'object',
      additionalProperties: false,
      oneOf: [
        { required: ['content'] },
        { required: ['binaryContent'] },
        { required: ['source'] },
      ],
      properties: {
        target: {
          description: 'Deprecated: the target path in the list form.',
          type: 'string',
          minLength: 1,
        },
        mode: {
          description: 'Access mode in octal, in quotes: "0644".',
          type: 'string',
          pattern: '^0?[0-7]{3}$',
        },
        source: {
          description:
            'The path of a file whose content is used, relative to the Score file.',
          type: 'string',
          minLength: 1,
        },
        content: {
          description: 'The content as text. Placeholders are filled in.',
          type: 'string',
        },
        binaryContent: {
          description:
            'The content in standard base64. Placeholders are left alone.',
          type: 'string',
        },
        noExpand: {
          description: 'true leaves placeholders in the content alone.',
          type: 'boolean',
        },
      },
    },
    containerVolume: {
      description: 'One mounted volume.',
      type: 'object',
      required: ['source'],
      additionalProperties: false,
      properties: {
        source: {
          description: 'The volume, mostly a resource: `${resources.data}`.',
          type: 'string',
        },
        path: { description: 'A path inside the volume.', type: 'string' },
        target: {
          description: 'Deprecated: the target path in the list form.',
          type: 'string',
        },
        readOnly: {
          description: 'true mounts the volume for reading only.',
          type: 'boolean',
        },
      },
    },
    computeAmounts: {
      description: 'Amounts of memory and computing power.',
      type: 'object',
      additionalProperties: false,
      properties: {
        memory: {
          description:
            'Bytes, with a unit K, M, G, T, P, E (thousands) or Ki, Mi, Gi, Ti, Pi, Ei (1024s): "512Mi".',
          type: 'string',
          pattern:
            '^(0\\.\\d+|[1-9]\\d*(\\.\\d+)?)(K|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$',
        },
        cpu: {
          description: 'Cores ("0.5") or thousandths of a core ("500m").',
          type: 'string',
          pattern: '^\\d+(?:m|\\.\\d+)?$',
        },
      },
    },
    probe: {
      description:
        'A check of the container: `exec`, `httpGet`, or both, of which `exec` is preferred.',
      type: 'object',
      additionalProperties: false,
      anyOf: [{ required: ['httpGet'] }, { required: ['exec'] }],
      properties: {
        httpGet: { $ref: '#/$defs/httpProbe' },
        exec: {
          description: 'A command that ends with 0 when all is well.',
          type: 'object',
          required: ['command'],
          additionalProperties: false,
          properties: { command: texts('The command and its arguments.') },
        },
      },
    },
    httpProbe: {
      description:
        'A request that is answered with a success code when all is well.',
      type: 'object',
      required: ['port', 'path'],
      additionalProperties: false,
      properties: {
        host: {
          description: 'The host to ask; the workload itself when left out.',
          type: 'string',
          minLength: 1,
        },
        scheme: {
          description: '`HTTP` (also when left out) or `HTTPS`.',
          type: 'string',
          enum: ['HTTP', 'HTTPS'],
        },
        path: { description: 'The path to ask for.', type: 'string' },
        port: port('The port to ask, 1 to 65535.'),
        httpHeaders: {
          description: 'Headers of the request.',
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'value'],
            additionalProperties: false,
            properties: {
              name: {
                description: 'The name of the header.',
                type: 'string',
                pattern: '^[A-Za-z0-9_-]+$',
              },
              value: {
                description: 'The value of the header; not empty.',
                type: 'string',
                minLength: 1,
              },
            },
          },
        },
      },
    },
    resource: {
      description: 'One thing that the workload needs.',
      type: 'object',
      required: ['type'],
      additionalProperties: false,
      properties: {
        type: typeName(
          'What it is, for example `postgres`. The platform says which types it knows.',
        ),
        class: typeName('A variant of the type; `default` when left out.'),
        id: {
          description:
            'A name shared between workloads: the same type, class and id is the same thing. Words of a-z and 0-9 joined by "-" or ".".',
          type: 'string',
          minLength: 2,
          maxLength: 63,
          pattern:
            '^[a-z0-9]+(?:-+[a-z0-9]+)*(?:\\.[a-z0-9]+(?:-+[a-z0-9]+)*)*$',
        },
        metadata: {
          description:
            'Notes on the resource. Keys besides `annotations` are free.',
          type: 'object',
          properties: { annotations },
        },
        params: {
          description:
            'What the resource should be like; its type says which are known. Placeholders are filled in.',
          type: 'object',
        },
      },
    },
  },
};
