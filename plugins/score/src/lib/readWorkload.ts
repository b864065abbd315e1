import {
  planResources,
  readScore,
  type ResourceUid,
  type Workload,
} from '@towpath/score';

/** A resource as a Score file asks for it. */
export interface AskedResource {
  name: string;
  type: string;
  class: string;
  /** Names of the resources whose outputs it takes. */
  needs: string[];
}

/**
 * What stands in a Score file; undefined while it has errors.
 *
 * @param override - the text that an environment has laid over it.
 */
export function readWorkload(
  text: string,
  override?: string,
): Workload | undefined {
  return readScore(text, {
    dialect: 'normalise',
    overrides:
      override === undefined ? undefined : { file: { text: override } },
  }).workload;
}

/** The resources that a workload asks for, as they stand in the file. */
export function askedResources(workload: Workload): AskedResource[] {
  const plan = planResources([workload]);
  const workloadName = workload.metadata.name;
  const nameOf = (uid: ResourceUid) => plan.resource(uid)?.usedBy[0]?.resource;
  return Object.entries(workload.resources ?? {}).map(([name, asked]) => {
    const known = plan.resource(plan.uidOf(workloadName, name));
    return {
      name,
      type: asked.type,
      class: asked.class ?? 'default',
      needs: (known?.dependsOn ?? []).flatMap(uid => nameOf(uid) ?? []),
    };
  });
}

/** One line for each container: its name, its image, and the ports that the workload offers. */
export function summarise({ containers, service }: Workload) {
  return {
    containers: Object.entries(containers).map(([name, { image }]) => ({
      name,
      image: image === '.' ? 'the image that was built' : image,
    })),
    ports: Object.entries(service?.ports ?? {}).map(
      ([name, { port, protocol = 'TCP' }]) => `${name} ${port}/${protocol}`,
    ),
  };
}
