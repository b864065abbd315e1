import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ArgoCdError,
  type Application,
  type ArgoCdClient,
  type ArgoCdInstances,
} from '@towpath/argocd';
import type { CreationGuard } from '../owners/CreationGuard';
import { TASK_ANNOTATION } from '../owners/taskMark';
import { buildApplication, type CreateInput } from './buildApplication';
import { digest } from './digest';
import { createApplicationExamples } from './examples';
import { findDifference } from './findDifference';
import { applicationInputs, toRef, urlOutput } from './inputs';

// As Kubernetes names an object.
const NAME =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** `argocd:create-application`: makes an application that follows a folder of a Git repository. */
export function createCreateApplicationAction(
  instances: ArgoCdInstances,
  guard: CreationGuard,
) {
  return createTemplateAction({
    id: 'argocd:create-application',
    description:
      'Creates an application at Argo CD that deploys a folder of a Git repository. Safe to repeat: one that is already as asked is left as it is. One of the same name that differs is an error, unless upsert is set.',
    examples: createApplicationExamples,
    supportsDryRun: true,
    schema: {
      input: {
        instance: applicationInputs.instance,
        appNamespace: applicationInputs.appNamespace,
        anyOwner: applicationInputs.anyOwner,
        name: z =>
          z
            .string()
            .max(253)
            .regex(
              NAME,
              'must be lower-case letters, digits, "-" and ".", and begin and end with a letter or digit',
            )
            .describe('Name of the application, as Kubernetes allows it.'),
        project: z =>
          z
            .string()
            .optional()
            .describe('Argo CD project it belongs to. Default: default.'),
        repoUrl: z =>
          z.string().min(1).describe('Address of the Git repository.'),
        path: z =>
          z.string().min(1).describe('Folder of the repository to deploy.'),
        revision: z =>
          z
            .string()
            .optional()
            .describe('Branch, tag or commit to follow. Default: HEAD.'),
        namespace: z => z.string().min(1).describe('Namespace to deploy into.'),
        server: z =>
          z
            .string()
            .optional()
            .describe(
              'Address of the cluster. Default: https://kubernetes.default.svc, the one that Argo CD runs in.',
            ),
        cluster: z =>
          z
            .string()
            .optional()
            .describe('Name of the cluster in Argo CD, instead of server.'),
        labels: z =>
          z
            .record(z.string())
            .optional()
            .describe(
              'Labels of the application. towpath.dev/service and towpath.dev/environment say which service it is, and where.',
            ),
        annotations: z =>
          z
            .record(z.string())
            .optional()
            .describe('Annotations of the application.'),
        parameters: z =>
          z
            .record(z.union([z.string(), z.number(), z.boolean()]))
            .optional()
            .describe('Helm parameters, by name.'),
        valueFiles: z =>
          z
            .array(z.string())
            .optional()
            .describe('Helm value files, relative to path.'),
        images: z =>
          z
            .array(z.string())
            .optional()
            .describe('Kustomize images, such as shop=registry/shop:1.2.0.'),
        autoSync: z =>
          z
            .boolean()
            .optional()
            .describe('Deploy each change in Git by itself. Default: false.'),
        prune: z =>
          z
            .boolean()
            .optional()
            .describe(
              'With autoSync: delete what is no longer in Git. Default: false.',
            ),
        selfHeal: z =>
          z
            .boolean()
            .optional()
            .describe(
              'With autoSync: undo what is changed in the cluster. Default: false.',
            ),
        syncOptions: z =>
          z
            .array(z.string())
            .optional()
            .describe('Options of every sync, such as CreateNamespace=true.'),
        upsert: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Replace an application of this name that differs. Default: false.',
            ),
      },
      output: {
        url: urlOutput,
        name: z => z.string().describe('Name of the application.'),
        instance: z => z.string().describe('Name of the Argo CD instance.'),
      },
    },
    async handler(ctx) {
      const { input, logger, signal } = ctx;
      refuseContradictions(input);
      const client = instances.get(input.instance);
      const wanted = buildApplication(input);
      ctx.output('url', client.applicationUrl(toRef(input)));
      ctx.output('name', input.name);
      ctx.output('instance', client.name);
      const { upsert = false, anyOwner = false } = input;
      const there = await guard.require(ctx, {
        client,
        wanted,
        upsert,
        anyOwner,
      });
      if (ctx.isDryRun) {
        logger.info(
          `Dry run: would create this application at Argo CD "${
            client.name
          }": ${JSON.stringify(wanted)}`,
        );
        return;
      }
      await ctx.checkpoint({
        key: `create.${digest(input)}`,
        fn: () =>
          create(client, wanted, {
            // Whom one belongs to that came meanwhile, nobody has asked.
            upsert: upsert && there !== undefined,
            taskId: ctx.task.id,
            signal,
          }),
      });
      logger.info(
        `Application "${input.name}" is at Argo CD "${client.name}" and follows ${input.path} of ${input.repoUrl}`,
      );
    },
  });
}

function refuseContradictions(input: CreateInput) {
  if (input.server && input.cluster) {
    throw new InputError(
      `server "${input.server}" and cluster "${input.cluster}" both say where to deploy; keep one of them`,
    );
  }
  if (!input.autoSync && (input.prune || input.selfHeal)) {
    throw new InputError(
      'prune and selfHeal are part of auto-sync; set autoSync: true, or leave them out',
    );
  }
  if ([input.labels, input.annotations].some(one => one?.[TASK_ANNOTATION])) {
    throw new InputError(
      `${TASK_ANNOTATION} says which task made an application, and is written by this action; leave it out`,
    );
  }
}

interface Making {
  upsert: boolean;
  taskId: string;
  signal?: AbortSignal;
}

async function create(
  client: ArgoCdClient,
  wanted: Application,
  making: Making,
): Promise<void> {
  const there = await createOrFind(client, wanted, making);
  const difference = making.upsert ? undefined : findDifference(there, wanted);
  if (!difference) return;
  throw new ConflictError(
    `Argo CD "${client.name}" has an application "${wanted.metadata.name}" already, and it is not the one asked for: ${difference}. Choose another name, or set upsert: true to replace it`,
  );
}

/**
 * Argo CD refuses to make an application anew as soon as anything has written an annotation into it, as
 * its own refresh and notifications do: what is there says whether it is the one asked for.
 */
async function createOrFind(
  client: ArgoCdClient,
  wanted: Application,
  { upsert, taskId, signal }: Making,
): Promise<Application> {
  try {
    return await client.create(withMark(wanted, taskId), { upsert, signal });
  } catch (error) {
    if (!isTaken(error)) throw error;
    const { name, namespace: appNamespace } = wanted.metadata;
    return client.get({ name, appNamespace }, { signal });
  }
}

function isTaken(error: unknown): boolean {
  return (
    ArgoCdError.is(error, 'refused') &&
    error.reason.includes('existing application spec is different')
  );
}

function withMark({ metadata, spec }: Application, taskId: string) {
  const annotations = { ...metadata.annotations, [TASK_ANNOTATION]: taskId };
  return { metadata: { ...metadata, annotations }, spec };
}
