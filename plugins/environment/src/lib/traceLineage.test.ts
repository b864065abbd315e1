import { environmentFixture } from '../__testUtils__/environmentFixture';
import { traceLineage } from './traceLineage';

const dev = environmentFixture('dev', 'development');
const staging = environmentFixture('staging', 'staging', 'dev');
const prodEu = environmentFixture('prod-eu', 'production', 'staging');
const prodUs = environmentFixture('prod-us', 'production', 'staging');
const all = [prodUs, staging, dev, prodEu];

const namesOf = (stages: { metadata: { name: string } }[][]) =>
  stages.map(stage => stage.map(env => env.metadata.name));

describe('traceLineage', () => {
  it('shows environments that follow the same one side by side', () => {
    expect(namesOf(traceLineage(staging, all).stages)).toEqual([
      ['dev'],
      ['staging'],
      ['prod-eu', 'prod-us'],
    ]);
  });

  it('leaves out the ways that do not pass the environment', () => {
    expect(namesOf(traceLineage(prodEu, all).stages)).toEqual([
      ['dev'],
      ['staging'],
      ['prod-eu'],
    ]);
  });

  it('includes the environment itself when the list was made before it', () => {
    expect(namesOf(traceLineage(staging, [dev]).stages)).toEqual([
      ['dev'],
      ['staging'],
    ]);
  });

  it('names the environment whose source is missing, however far back', () => {
    const { stages, missingSource } = traceLineage(prodEu, [staging, prodEu]);
    expect(namesOf(stages)).toEqual([['staging'], ['prod-eu']]);
    expect(missingSource).toEqual({
      environment: staging,
      source: 'environment:default/dev',
    });
  });

  it('does not blame an environment for a missing source elsewhere', () => {
    const stray = environmentFixture('stray', 'staging', 'gone');
    expect(traceLineage(dev, [...all, stray]).missingSource).toBeUndefined();
  });

  it('ends, and says so, when the way begins in a circle', () => {
    const loopedDev = environmentFixture('dev', 'development', 'staging');
    const { stages, cycle } = traceLineage(prodEu, [
      loopedDev,
      staging,
      prodEu,
    ]);
    expect(stages).toEqual([]);
    expect(cycle).toEqual([loopedDev, staging]);
  });
});
