import type { FeedOptions } from './Feed';
import { FeedWriter } from './FeedWriter';
import { InstanceFollower } from './InstanceFollower';
import type { InstanceRow } from './InstanceRow';
import type { Lease } from './Lease';
import { PastImporter } from './past/PastImporter';
import { ImageReader } from './running/ImageReader';
import { WorkloadReader } from './running/WorkloadReader';
import { loadWorld } from './loadWorld';

/**
 * Follows every instance and writes what changes while this replica has the lease.
 *
 * @throws LeaseLostError when another replica has it, and whatever the database throws: who leads
 * next begins with what is written.
 */
export async function lead(
  lease: Lease,
  options: FeedOptions,
  stop: AbortSignal,
): Promise<void> {
  const { knex, instances, clock, logger } = options;
  const ended = new AbortController();
  const signal = AbortSignal.any([stop, ended.signal]);
  const world = await loadWorld(knex, instances.names());
  const known: InstanceRow[] = await knex('instances').select('*');
  const followers = instances.names().map(
    name =>
      new InstanceFollower(name, {
        instances,
        world,
        clock,
        logger,
        known: known.find(row => row.name === name),
      }),
  );
  const writer = new FeedWriter(lease, options, { world, followers });
  const images = new ImageReader(options, world);
  const workloads = new WorkloadReader(options, world);
  const importer = new PastImporter(lease, options, world);
  const beside = [
    ...followers.map(follower => follower.follow(signal)),
    images.run(signal),
    workloads.run(signal),
    importer.run(signal),
  ];
  try {
    await writer.run(signal);
  } finally {
    ended.abort();
    await Promise.all(beside);
  }
}
