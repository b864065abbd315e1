import { shelfDefinition } from '../src/__testUtils__/shelfDefinition';

/** How many resources the workload has. */
export const RESOURCES = 10;

const names = Array.from({ length: RESOURCES }, (_, at) => `shelf-${at}`);

/** Their definition. */
export const SHELF = shelfDefinition();

/** A Score file whose workload has all of them, each of this size. */
export const scoreText = (
  name: string,
  size: number,
) => `apiVersion: score.dev/v1b1
metadata:
  name: ${name}
service:
  ports:
    web: { port: 8080 }
containers:
  main:
    image: .
    variables:
${names
  .map(
    (one, at) =>
      `      HOST_${at}: \${resources.${one}.host}:\${resources.${one}.password}\n`,
  )
  .join('')}    livenessProbe:
      httpGet: { path: /live, port: 8080 }
resources:
${names
  .map(one => `  ${one}: { type: shelf, params: { size: ${size} } }\n`)
  .join('')}`;
