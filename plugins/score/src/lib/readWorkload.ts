import { readScore, type Workload } from '@towpath/score';

/** A resource as a Score file asks for it. */
export interface AskedResource {
  name: string;
  type: string;
  class: string;
}

/** What stands in a Score file; undefined while it has errors. */
export function readWorkload(text: string): Workload | undefined {
  return readScore(text, { dialect: 'normalise' }).workload;
}

/** The resources that a workload asks for, as they stand in the file. */
export function askedResources(workload: Workload): AskedResource[] {
  return Object.entries(workload.resources ?? {}).map(
    ([name, { type, class: of = 'default' }]) => ({ name, type, class: of }),
  );
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
