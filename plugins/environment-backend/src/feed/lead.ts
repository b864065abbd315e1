import type { FeedOptions } from './Feed';
import { FeedWriter } from './FeedWriter';
import { InstanceFollower } from './InstanceFollower';
import type { InstanceRow } from './InstanceRow';
import type { Lease } from './Lease';
import { PastImporter } from './past/PastImporter';
import { ImageReader } from './running/ImageReader';
import { WorkloadReader } from './running/WorkloadReader';
import { loadFeedState } from './loadFeedState';

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
  const feedState = await loadFeedState(knex, instances.names());
  const known: InstanceRow[] = await knex('instances').select('*');
  const followers = instances.names().map(
    name =>
      new InstanceFollower(name, {
        instances,
        feedState,
        clock,
        logger,
        known: known.find(row => row.name === name),
      }),
  );
  const writer = new FeedWriter(lease, options, { feedState, followers });
  const images = new ImageReader(options, feedState);
  const workloads = new WorkloadReader(options, feedState);
  const importer = new PastImporter(lease, options, feedState);
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
