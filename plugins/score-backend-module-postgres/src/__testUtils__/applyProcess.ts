// A process of its own that applies, to be killed between two statements.
import { callOf, driverOf, requestOf, type Asked } from './TestServer';
import type { JsonObject } from '@backstage/types';

const { server, asked }: { server: JsonObject; asked: Asked } = JSON.parse(
  process.argv[2],
);

driverOf({ main: server })
  .apply(requestOf(asked), callOf())
  .then(() => process.stdout.write('applied\n'));
