import { stringify } from 'yaml';

const example = (description: string, input: object) => ({
  description,
  example: stringify({
    steps: [{ id: 'promote', action: 'environment:promote', input }],
  }),
});

export const promoteExamples = [
  example('Promote what runs in staging to production', {
    service: 'payment-service',
    from: 'staging',
    to: 'prod',
    reason: 'Fixes duplicate refunds, PAY-311',
  }),
  example('Promote one version and wait until it is healthy', {
    service: 'component:default/payment-service',
    from: 'dev',
    to: 'staging',
    version: '2.4.2',
    wait: true,
    timeoutMinutes: 15,
  }),
];
