import { SCORE_TEXT } from '../__testUtils__/fixtures';
import { askedResources, readWorkload, summarise } from './readWorkload';

describe('what stands in a Score file', () => {
  it('is the resources in the order of the file, and which of them take from others', () => {
    const workload = readWorkload(`${SCORE_TEXT}  report:
    type: s3
    class: large
    params:
      name: \${resources.db.name}
`)!;
    expect(askedResources(workload)).toEqual([
      { name: 'db', type: 'postgres', class: 'default', needs: [] },
      { name: 'report', type: 's3', class: 'large', needs: ['db'] },
    ]);
  });

  it('is a line for each container, and the ports', () => {
    expect(summarise(readWorkload(SCORE_TEXT)!)).toEqual({
      containers: [{ name: 'main', image: 'the image that was built' }],
      ports: ['web 80/TCP'],
    });
  });

  it('is nothing while the file has errors', () => {
    expect(readWorkload('metadata: [')).toBeUndefined();
  });
});
