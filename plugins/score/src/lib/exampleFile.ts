/** A small Score file to begin with, for a workload of this name. */
export const exampleFile = (name: string) => `apiVersion: score.dev/v1b1
metadata:
  name: ${name}
containers:
  main:
    image: .
    variables:
      DATABASE_HOST: \${resources.db.host}
resources:
  db:
    type: postgres
`;
