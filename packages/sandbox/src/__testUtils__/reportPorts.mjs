// For tests: tells the parent of every port that this process begins to listen on, whoever opens it.
import { subscribe } from 'node:diagnostics_channel';

subscribe('tracing:net.server.listen:asyncEnd', ({ server }) => {
  process.send(server.address().port);
});
