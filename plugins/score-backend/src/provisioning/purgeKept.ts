import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ResourceStore } from '../database/ResourceStore';
import type { Drivers } from '../planning/Drivers';

/** Takes for good what is kept longer than it has to be. One that cannot be taken now is tried again next time. */
export async function purgeKept(
  parts: { resources: ResourceStore; drivers: Drivers; logger: LoggerService },
  signal: AbortSignal,
): Promise<void> {
  const { resources, drivers, logger } = parts;
  for (const {
    id,
    name,
    driver,
    kept,
    service,
  } of await resources.findExpired()) {
    signal.throwIfAborted();
    try {
      const call = { signal, log: logger };
      if (kept) await drivers.get(driver).purge?.(kept, call);
      await resources.remove(id);
      logger.info(
        `The copy of ${name} of ${service} is gone: its time is over`,
      );
    } catch (error) {
      logger.warn(`The copy of ${name} of ${service} stays for now: ${error}`);
    }
  }
}
